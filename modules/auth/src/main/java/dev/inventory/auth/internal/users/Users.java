package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.RuleLocks;
import dev.inventory.auth.internal.Tagged;
import dev.inventory.auth.internal.passwords.PasswordHash;
import dev.inventory.auth.internal.users.ProfileDetail.GroupName;
import dev.inventory.auth.internal.users.ProfileDetail.OrganizationName;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.bulk.Items;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Bodies.Change;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.Metadata;
import dev.inventory.platform.metadata.ObjectKey;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.web.Conditional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the users: unique names, and always a superuser who can log in. Only superusers touch superusers, so that the
 * role {@code admin} cannot be raised into one.
 */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Users {

    private static final String TYPE = "user";

    static final Listing LISTING = Listing.of("AppUser", "u")
            .field("pk", "u.id", Kind.ID)
            .field("username", "u.username", Kind.TEXT)
            .field("first_name", "u.firstName", Kind.TEXT)
            .field("last_name", "u.lastName", Kind.TEXT)
            .field("email", "u.email", Kind.TEXT)
            .field("is_staff", "u.staff", Kind.BOOLEAN)
            .field("is_superuser", "u.superuser", Kind.BOOLEAN)
            .field("is_active", "u.active", Kind.BOOLEAN)
            .required("username")
            .brief("pk", "username")
            .searched("username", "first_name", "last_name", "email")
            .build();

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    Lists lists;

    @Inject
    RuleLocks locks;

    @Inject
    Audit audit;

    @Inject
    Metadata metadata;

    @Inject
    Clock clock;

    /** The user of that name as it is now; changes to it are not kept. */
    public Optional<AppUser> byUsername(String username) {
        return em.createQuery("SELECT u FROM AppUser u WHERE u.username = :username", AppUser.class)
                .setParameter("username", username)
                .getResultStream()
                .findFirst();
    }

    /** Replaces a hash by a stronger one of the same password, unless the password has been changed meanwhile. */
    public void rehash(long id, String oldHash, String newHash) {
        em.createQuery("UPDATE AppUser u SET u.passwordHash = :new WHERE u.id = :id AND u.passwordHash = :old")
                .setParameter("new", newHash)
                .setParameter("id", id)
                .setParameter("old", oldHash)
                .executeUpdate();
    }

    Page page(ListQuery query, UriInfo uri) {
        return lists.page(query, uri);
    }

    Tagged<UserDetail> one(long id) {
        return tagged(found(id, LockModeType.NONE));
    }

    /** @param passwordHash made before the transaction began, since it is slow */
    Tagged<UserDetail> create(UserInput input, String passwordHash) {
        if (input.isSuperuser() && !caller.isSuperuser()) {
            throw Forbidden.permission();
        }
        checkUsername(input.username(), null);
        AppUser user = new AppUser(input.username(), passwordHash, clock.instant());
        user.change(input, clock.instant());
        em.persist(user);
        em.flush();
        audit.created(TYPE, user.id(), user.audited());
        return tagged(user);
    }

    /**
     * One of many users who are to be made, with the hash of the password, which is made before the transaction begins.
     *
     * @param user throws what is wrong with it
     */
    record Hashed(Supplier<UserInput> user, String passwordHash) {

        static Hashed of(Body body) {
            try {
                UserInput.New read = UserInput.withPassword(body);
                return new Hashed(read::user, PasswordHash.of(read.password()));
            } catch (Rejected rejected) {
                return new Hashed(
                        () -> {
                            throw rejected;
                        },
                        "");
            }
        }
    }

    Tagged<UserDetail> create(Hashed user) {
        return create(user.user().get(), user.passwordHash());
    }

    Tagged<UserDetail> change(Change change) {
        return patch(change.id(), change.body(), tag -> {});
    }

    Tagged<UserDetail> replace(long id, Body body, Consumer<EntityTag> condition) {
        return change(id, condition, user -> UserInput.whole(body));
    }

    Tagged<UserDetail> patch(long id, Body body, Consumer<EntityTag> condition) {
        return change(id, condition, user -> UserInput.merged(body, user));
    }

    private Tagged<UserDetail> change(long id, Consumer<EntityTag> condition, Function<AppUser, UserInput> read) {
        locks.take(RuleLocks.Rule.SUPERUSERS);
        AppUser user = found(id, LockModeType.PESSIMISTIC_WRITE);
        checkMayTouch(user);
        UserInput input = read.apply(user);
        condition.accept(tag(user));
        if (input.isSuperuser() != user.isSuperuser() && !caller.isSuperuser()) {
            throw Forbidden.permission();
        }
        if (user.isActiveSuperuser() && !(input.isActive() && input.isSuperuser())) {
            checkNotLastSuperuser(id);
        }
        checkUsername(input.username(), id);
        Map<String, @Nullable Object> before = user.audited();
        user.change(input, clock.instant());
        em.flush();
        audit.changed(TYPE, id, before, user.audited());
        return tagged(user);
    }

    void delete(long id, Consumer<EntityTag> condition) {
        locks.take(RuleLocks.Rule.SUPERUSERS);
        AppUser user = found(id, LockModeType.PESSIMISTIC_WRITE);
        checkMayTouch(user);
        condition.accept(tag(user));
        if (user.isActiveSuperuser()) {
            checkNotLastSuperuser(id);
        }
        leaveGroups(id);
        metadata.forget(TYPE, Set.of(id));
        audit.deleted(TYPE, id, user.audited());
        em.remove(user);
        em.flush();
    }

    /** Makes all of them or none. */
    List<Tagged<UserDetail>> createAll(List<Hashed> users) {
        return Items.all(users, this::create);
    }

    /** Changes all of them or none. */
    List<Tagged<UserDetail>> changeAll(List<Change> changes) {
        locks.take(RuleLocks.Rule.SUPERUSERS);
        return Items.all(changes, this::change);
    }

    /** Deletes all of them or none. */
    void deleteAll(List<Long> ids) {
        locks.take(RuleLocks.Rule.SUPERUSERS);
        Items.lock(em, AppUser.class, ids);
        Items.all(ids, ids, id -> delete(id, tag -> {}));
    }

    /** The ids of what matches among what the caller may delete. */
    List<Long> toDelete(ListQuery query) {
        return lists.allIds(query, Bodies.MAX);
    }

    /** The holder of metadata, locked if that is to be changed. */
    ObjectKey key(long id, Permission permission) {
        if (permission == Permission.VIEW) {
            found(id, LockModeType.NONE);
        } else {
            checkMayTouch(found(id, LockModeType.PESSIMISTIC_WRITE));
        }
        return new ObjectKey(TYPE, id);
    }

    Tagged<ProfileDetail> profile(long id) {
        return profile(found(id, LockModeType.NONE));
    }

    Tagged<ProfileDetail> replaceProfile(long id, Body body, Consumer<EntityTag> condition) {
        return changeProfile(id, condition, user -> ProfileInput.whole(body));
    }

    Tagged<ProfileDetail> patchProfile(long id, Body body, Consumer<EntityTag> condition) {
        return changeProfile(id, condition, user -> ProfileInput.merged(body, user));
    }

    private Tagged<ProfileDetail> changeProfile(
            long id, Consumer<EntityTag> condition, Function<AppUser, ProfileInput> read) {
        AppUser user = found(id, LockModeType.PESSIMISTIC_WRITE);
        ProfileInput input = read.apply(user);
        condition.accept(profile(user).tag());
        Map<String, @Nullable Object> before = user.audited();
        user.changeProfile(input, clock.instant());
        em.flush();
        audit.changed(TYPE, id, before, user.audited());
        return profile(user);
    }

    /** The hash that a password of the user is checked against. */
    String passwordHash(long id) {
        return found(id, LockModeType.NONE).passwordHash();
    }

    /**
     * The user has chosen another password.
     *
     * @param provenHash the hash that the old password was found right against
     * @throws Conflict if the password has been changed since
     */
    void choosePassword(long id, String provenHash, String newPasswordHash) {
        AppUser user = found(id, LockModeType.PESSIMISTIC_WRITE);
        if (!user.passwordHash().equals(provenHash)) {
            throw new Conflict("The password has just been changed by somebody else.");
        }
        choosePassword(user, newPasswordHash);
    }

    /** The name of a user whose password the caller may set. */
    String nameToSetPassword(long id) {
        AppUser user = found(id, LockModeType.NONE);
        checkMayTouch(user);
        return user.username();
    }

    /** Somebody else has chosen a password for the user. */
    void setPassword(long id, String newPasswordHash) {
        AppUser user = found(id, LockModeType.PESSIMISTIC_WRITE);
        checkMayTouch(user);
        choosePassword(user, newPasswordHash);
    }

    private void choosePassword(AppUser user, String hash) {
        user.choosePassword(hash, clock.instant());
        em.flush();
        // That it was changed is worth knowing; to what is nobody's business.
        audit.changed(TYPE, user.id(), Map.of("password", "(old)"), Map.of("password", "(new)"));
    }

    /** Not left to the foreign key: whoever holds a group's ETag must learn that its members have changed. */
    private void leaveGroups(long id) {
        List<UserGroup> groups = em.createQuery(
                        "SELECT g FROM UserGroup g JOIN g.userIds m WHERE m = :user ORDER BY g.id", UserGroup.class)
                .setParameter("user", id)
                .getResultList();
        for (UserGroup group : groups) {
            em.lock(group, LockModeType.PESSIMISTIC_WRITE);
            group.drop(id, clock.instant());
        }
        em.flush();
    }

    private AppUser found(long id, LockModeType lock) {
        AppUser user = em.find(AppUser.class, id, lock);
        if (user == null) {
            throw NotFound.object();
        }
        return user;
    }

    private void checkMayTouch(AppUser user) {
        if (user.isSuperuser() && !caller.isSuperuser()) {
            throw Forbidden.permission();
        }
    }

    private void checkNotLastSuperuser(long id) {
        long others = em.createQuery(
                        "SELECT COUNT(u) FROM AppUser u WHERE u.superuser = :yes AND u.active = :yes AND u.id <> :id",
                        Long.class)
                .setParameter("yes", true)
                .setParameter("id", id)
                .getSingleResult();
        if (others == 0) {
            throw new Conflict("This is the last active superuser: make another one first.");
        }
    }

    private void checkUsername(String username, @Nullable Long ownId) {
        if (byUsername(username)
                .filter(user -> ownId == null || user.id() != ownId)
                .isPresent()) {
            throw Conflict.duplicate("username", "A user with that username already exists.");
        }
    }

    private Tagged<ProfileDetail> profile(AppUser user) {
        List<Object[]> memberships = em.createQuery(
                        "SELECT g.id, g.name, g.organizationId FROM UserGroup g JOIN g.userIds m WHERE m = :user",
                        Object[].class)
                .setParameter("user", user.id())
                .getResultList();
        List<GroupName> groups = new ArrayList<>();
        Set<Long> bound = new TreeSet<>();
        for (Object[] row : memberships) {
            groups.add(new GroupName((Long) row[0], (String) row[1]));
            if (row[2] instanceof Long organization) {
                bound.add(organization);
            }
        }
        groups.sort(Comparator.comparingLong(GroupName::pk));
        List<OrganizationName> names = organizations.byIds(bound).values().stream()
                .map(organization -> new OrganizationName(organization.id(), organization.name()))
                .sorted(Comparator.comparingLong(OrganizationName::id))
                .toList();
        // What is nested changes without the user's own version.
        String nested = Integer.toHexString(Json.write(List.of(names, groups)).hashCode());
        EntityTag tag = new EntityTag(user.id() + "-" + user.version() + "-" + nested);
        return new Tagged<>(tag, ProfileDetail.of(user.detail(), names, groups));
    }

    private static Tagged<UserDetail> tagged(AppUser user) {
        return new Tagged<>(tag(user), user.detail());
    }

    private static EntityTag tag(AppUser user) {
        return Conditional.tag(user.id(), user.version());
    }
}
