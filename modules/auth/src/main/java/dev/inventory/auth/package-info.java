/**
 * Who is asking, what they may do and where: users, groups with their rule sets, API tokens, and the tree of
 * organizations. No module depends on this one; it implements what {@code platform.access} declares
 * ({@link dev.inventory.platform.access.Caller}, {@link dev.inventory.platform.access.Organizations}) and filters every
 * request of the API: first who (401), then the role that guards the path (403).
 *
 * <p>A group is bound to an organization, or to all; its rule sets hold there and in everything below. The role
 * {@code admin} is the exception: users and groups belong to no organization, so only groups bound to all can give it.
 *
 * <p>Tables: {@code organization}, {@code app_user}, {@code user_group}, {@code group_member}, {@code rule_set},
 * {@code api_token}, {@code auth_lock}. Events: none are fired; {@code Started} is observed, to make the first
 * administrator and the first organization.
 */
@NullMarked
package dev.inventory.auth;

import org.jspecify.annotations.NullMarked;
