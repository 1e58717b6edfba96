/** Users, groups and their rule sets. Tables: {@code app_user}, {@code user_group}, {@code group_member}, {@code rule_set}. */
@NullMarked
package dev.inventory.auth.internal.users;

import org.jspecify.annotations.NullMarked;
