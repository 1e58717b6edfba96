package dev.inventory.auth.internal.users;

import dev.inventory.auth.internal.Role;
import dev.inventory.auth.internal.Tagged;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.bulk.Items;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Bodies.Change;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the groups, their members, and for each a rule set per role. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class Groups {

    private static final String TYPE = "group";
    private static final String RULE_SET = "ruleset";

    static final Listing LISTING = Listing.of("UserGroup", "g")
            .field("pk", "g.id", Kind.ID)
            .field("name", "g.name", Kind.TEXT)
            .field("organization", "g.organizationId", Kind.ID)
            .completed("users")
            .required("name")
            .brief("pk", "name")
            .searched("name")
            .build();

    static final Listing RULE_SETS = Listing.of("RuleSet", "r")
            .field("pk", "r.id", Kind.ID)
            .field("name", "r.role", Kind.TEXT)
            .field("group", "r.groupId", Kind.ID)
            .field("can_view", "r.canView", Kind.BOOLEAN)
            .field("can_add", "r.canAdd", Kind.BOOLEAN)
            .field("can_change", "r.canChange", Kind.BOOLEAN)
            .field("can_delete", "r.canDelete", Kind.BOOLEAN)
            .required("name", "group")
            .choices("name", Role.keys())
            .brief("pk", "name", "group")
            .build();

    @PersistenceContext
    EntityManager em;

    @Inject
    Organizations organizations;

    @Inject
    Lists lists;

    @Inject
    Audit audit;

    @Inject
    Metadata metadata;

    @Inject
    Clock clock;

    Page page(ListQuery query, UriInfo uri) {
        return lists.page(query, uri, this::addMembers);
    }

    private void addMembers(List<Map<String, @Nullable Object>> rows) {
        Map<Long, List<Long>> members = new HashMap<>();
        rows.forEach(row -> {
            if (row.get("pk") instanceof Long id) {
                List<Long> users = new ArrayList<>();
                members.put(id, users);
                row.put("users", users);
            }
        });
        if (!members.isEmpty()) {
            em.createQuery(
                            "SELECT g.id, m FROM UserGroup g JOIN g.userIds m WHERE g.id IN :ids ORDER BY g.id, m",
                            Object[].class)
                    .setParameter("ids", List.copyOf(members.keySet()))
                    .getResultList()
                    .forEach(row -> members.computeIfPresent((Long) row[0], (id, users) -> {
                        users.add((Long) row[1]);
                        return users;
                    }));
        }
    }

    Tagged<GroupDetail> one(long id) {
        return tagged(found(id, LockModeType.NONE));
    }

    Tagged<GroupDetail> create(Body body) {
        GroupInput input = GroupInput.whole(body);
        check(input, null);
        UserGroup group = new UserGroup(input, clock.instant());
        em.persist(group);
        em.flush();
        Role.keys().forEach(role -> {
            em.persist(new RuleSet(group.id(), role));
            em.flush(); // one by one, so that their ids have the order of the roles
        });
        audit.created(TYPE, group.id(), group.audited());
        return tagged(group);
    }

    Tagged<GroupDetail> change(Change change) {
        return patch(change.id(), change.body(), tag -> {});
    }

    Tagged<GroupDetail> replace(long id, Body body, Consumer<EntityTag> condition) {
        return change(id, condition, group -> GroupInput.whole(body));
    }

    Tagged<GroupDetail> patch(long id, Body body, Consumer<EntityTag> condition) {
        return change(id, condition, group -> GroupInput.merged(body, group));
    }

    private Tagged<GroupDetail> change(long id, Consumer<EntityTag> condition, Function<UserGroup, GroupInput> read) {
        UserGroup group = found(id, LockModeType.PESSIMISTIC_WRITE);
        GroupInput input = read.apply(group);
        condition.accept(tag(group));
        check(input, id);
        Map<String, @Nullable Object> before = group.audited();
        group.change(input, clock.instant());
        em.flush();
        audit.changed(TYPE, id, before, group.audited());
        return tagged(group);
    }

    void delete(long id, Consumer<EntityTag> condition) {
        UserGroup group = found(id, LockModeType.PESSIMISTIC_WRITE);
        condition.accept(tag(group));
        metadata.forget(TYPE, Set.of(id));
        audit.deleted(TYPE, id, group.audited());
        em.remove(group); // its rule sets go with it, by their foreign key
        em.flush();
    }

    /** Makes all of them or none. */
    List<Tagged<GroupDetail>> createAll(List<Body> bodies) {
        return Items.all(bodies, this::create);
    }

    /** Changes all of them or none. */
    List<Tagged<GroupDetail>> changeAll(List<Change> changes) {
        return Items.all(changes, this::change);
    }

    /** Deletes all of them or none. */
    void deleteAll(List<Long> ids) {
        Items.lock(em, UserGroup.class, ids);
        Items.all(ids, ids, id -> delete(id, tag -> {}));
    }

    /** The ids of what matches among what the caller may delete. */
    List<Long> toDelete(ListQuery query) {
        return lists.allIds(query, Bodies.MAX);
    }

    /** The holder of metadata, locked if that is to be changed. */
    ObjectKey key(long id, Permission permission) {
        found(id, permission == Permission.VIEW ? LockModeType.NONE : LockModeType.PESSIMISTIC_WRITE);
        return new ObjectKey(TYPE, id);
    }

    Page ruleSets(ListQuery query, UriInfo uri) {
        return lists.page(query, uri);
    }

    Tagged<RuleSetDetail> ruleSet(long id) {
        return tagged(foundRuleSet(id, LockModeType.NONE));
    }

    /** What is not sent is closed. */
    Tagged<RuleSetDetail> replaceRuleSet(long id, Body body, Consumer<EntityTag> condition) {
        return changeRuleSet(id, body, condition, rules -> new RuleSetInput(false, false, false, false));
    }

    /** What is not sent stays. */
    Tagged<RuleSetDetail> patchRuleSet(long id, Body body, Consumer<EntityTag> condition) {
        return changeRuleSet(id, body, condition, RuleSet::granted);
    }

    Tagged<RuleSetDetail> changeRuleSet(Change change) {
        return patchRuleSet(change.id(), change.body(), tag -> {});
    }

    /** Changes all of them or none. */
    List<Tagged<RuleSetDetail>> changeRuleSets(List<Change> changes) {
        return Items.all(changes, this::changeRuleSet);
    }

    private Tagged<RuleSetDetail> changeRuleSet(
            long id, Body body, Consumer<EntityTag> condition, Function<RuleSet, RuleSetInput> unsent) {
        RuleSet rules = foundRuleSet(id, LockModeType.PESSIMISTIC_WRITE);
        Value<Boolean> view = body.bool("can_view").notNull();
        Value<Boolean> add = body.bool("can_add").notNull();
        Value<Boolean> change = body.bool("can_change").notNull();
        Value<Boolean> delete = body.bool("can_delete").notNull();
        body.readOnly("pk", "name", "group").finish();
        condition.accept(tag(rules));
        Map<String, @Nullable Object> before = rules.audited();
        RuleSetInput otherwise = unsent.apply(rules);
        rules.grant(
                view.or(otherwise.canView()),
                add.or(otherwise.canAdd()),
                change.or(otherwise.canChange()),
                delete.or(otherwise.canDelete()));
        em.flush();
        audit.changed(RULE_SET, id, before, rules.audited());
        return tagged(rules);
    }

    private UserGroup found(long id, LockModeType lock) {
        UserGroup group = em.find(UserGroup.class, id, lock);
        if (group == null) {
            throw NotFound.object();
        }
        return group;
    }

    private RuleSet foundRuleSet(long id, LockModeType lock) {
        RuleSet rules = em.find(RuleSet.class, id, lock);
        if (rules == null) {
            throw NotFound.object();
        }
        return rules;
    }

    private void check(GroupInput input, @Nullable Long ownId) {
        Long organization = input.organization();
        if (organization != null && organizations.byIds(Set.of(organization)).isEmpty()) {
            throw Rejected.field("organization", Body.invalidPk(organization));
        }
        Set<Long> unknown = new HashSet<>(input.users());
        if (!unknown.isEmpty()) {
            em.createQuery("SELECT u.id FROM AppUser u WHERE u.id IN :ids", Long.class)
                    .setParameter("ids", List.copyOf(unknown))
                    .getResultList()
                    .forEach(unknown::remove);
        }
        if (!unknown.isEmpty()) {
            throw Rejected.field("users", Body.invalidPk(unknown.iterator().next()));
        }
        boolean taken = em.createQuery("SELECT g.id FROM UserGroup g WHERE g.name = :name", Long.class)
                .setParameter("name", input.name())
                .getResultStream()
                .anyMatch(id -> !id.equals(ownId));
        if (taken) {
            throw Conflict.duplicate("name", "A group with this name already exists.");
        }
    }

    private static Tagged<GroupDetail> tagged(UserGroup group) {
        return new Tagged<>(tag(group), group.detail());
    }

    private static Tagged<RuleSetDetail> tagged(RuleSet rules) {
        return new Tagged<>(tag(rules), rules.detail());
    }

    private static EntityTag tag(UserGroup group) {
        return Conditional.tag(group.id(), group.version());
    }

    private static EntityTag tag(RuleSet rules) {
        return Conditional.tag(rules.id(), rules.version());
    }
}
