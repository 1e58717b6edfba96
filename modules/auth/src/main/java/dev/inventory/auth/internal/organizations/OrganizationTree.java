package dev.inventory.auth.internal.organizations;

import dev.inventory.auth.internal.RuleLocks;
import dev.inventory.auth.internal.Tagged;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationHold;
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
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the tree of organizations: names that are unique, no circles, nothing deleted that is still in use. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class OrganizationTree {

    private static final String ROLE = "organization";
    private static final String TYPE = "organization";

    static final Listing LISTING = Listing.of("Organization", "o")
            .field("id", "o.id", Kind.ID)
            .field("name", "o.name", Kind.TEXT)
            .field("parent", "o.parentId", Kind.ID)
            .field("contact_email", "o.contactEmail", Kind.TEXT)
            .field("created_at", "o.createdAt", Kind.INSTANT)
            .field("updated_at", "o.updatedAt", Kind.INSTANT)
            .filter(
                    "name",
                    Kind.TEXT,
                    (value, criteria) ->
                            criteria.and("LOCATE(?, o.nameLower) > 0", ((String) value).toLowerCase(Locale.ROOT)))
            .required("name", "created_at", "updated_at")
            .brief("id", "name")
            .searched("name", "contact_email")
            .build();

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    Lists lists;

    @Inject
    RuleLocks locks;

    @Inject
    Audit audit;

    @Inject
    Metadata metadata;

    @Inject
    @Any
    Instance<OrganizationHold> holds;

    @Inject
    Clock clock;

    Page page(ListQuery query, UriInfo uri) {
        query.asked("parent").forEach(parent -> caller.require(ROLE, Permission.VIEW, (Long) parent));
        query.criteria().within(caller.scope(ROLE, Permission.VIEW), "o.id");
        return lists.page(query, uri);
    }

    Tagged<OrganizationDetail> one(long id) {
        Organization organization = found(id, LockModeType.NONE);
        caller.require(ROLE, Permission.VIEW, id);
        return tagged(organization);
    }

    Tagged<OrganizationDetail> create(Body body) {
        locks.take(RuleLocks.Rule.ORGANIZATION_TREE);
        OrganizationInput input = OrganizationInput.whole(body);
        Organization parent = parent(input.parent());
        checkName(input.name(), null);
        Organization organization = new Organization(input.name(), parent, input.contactEmail(), clock.instant());
        em.persist(organization);
        em.flush();
        audit.created(TYPE, organization.id(), organization.audited());
        return tagged(organization);
    }

    Tagged<OrganizationDetail> replace(long id, Body body, Consumer<EntityTag> condition) {
        return change(id, condition, organization -> OrganizationInput.whole(body));
    }

    Tagged<OrganizationDetail> patch(long id, Body body, Consumer<EntityTag> condition) {
        return change(id, condition, organization -> OrganizationInput.merged(body, organization));
    }

    private Tagged<OrganizationDetail> change(
            long id, Consumer<EntityTag> condition, Function<Organization, OrganizationInput> read) {
        locks.take(RuleLocks.Rule.ORGANIZATION_TREE);
        Organization organization = found(id, LockModeType.PESSIMISTIC_WRITE);
        caller.require(ROLE, Permission.CHANGE, id);
        OrganizationInput input = read.apply(organization);
        condition.accept(tag(organization));
        Map<String, @Nullable Object> before = organization.audited();
        if (!organization.isUnder(input.parent())) {
            move(organization, input.parent());
        }
        checkName(input.name(), id);
        organization.change(input.name(), input.contactEmail(), clock.instant());
        em.flush();
        audit.changed(TYPE, id, before, organization.audited());
        return tagged(organization);
    }

    void delete(long id, Consumer<EntityTag> condition) {
        Organization organization = found(id, LockModeType.PESSIMISTIC_WRITE);
        caller.require(ROLE, Permission.DELETE, id);
        condition.accept(tag(organization));
        long children = em.createQuery("SELECT COUNT(o) FROM Organization o WHERE o.parentId = :id", Long.class)
                .setParameter("id", id)
                .getSingleResult();
        if (children > 0) {
            throw new Conflict("The organization cannot be deleted: other organizations lie under it.");
        }
        List<String> reasons =
                holds.stream().flatMap(hold -> hold.reasonsToKeep(id).stream()).toList();
        if (!reasons.isEmpty()) {
            throw new Conflict("The organization cannot be deleted: " + String.join(", ", reasons) + ".");
        }
        metadata.forget(TYPE, Set.of(id));
        audit.deleted(TYPE, id, organization.audited());
        em.remove(organization);
        try {
            em.flush();
        } catch (PersistenceException e) {
            // The foreign keys of other modules' tables know more about use than this module could ask.
            if (IntegrityViolation.isIn(e)) {
                throw new Conflict(
                        "The organization cannot be deleted: devices, groups or other objects belong to it.");
            }
            throw e;
        }
    }

    /** Makes all of them or none. */
    List<Tagged<OrganizationDetail>> createAll(List<Body> bodies) {
        return Items.all(bodies, this::create);
    }

    /** Changes all of them or none. */
    List<Tagged<OrganizationDetail>> changeAll(List<Change> changes) {
        locks.take(RuleLocks.Rule.ORGANIZATION_TREE);
        return Items.all(changes, this::change);
    }

    /** Deletes all of them or none. */
    void deleteAll(List<Long> ids) {
        locks.take(RuleLocks.Rule.ORGANIZATION_TREE);
        Items.lock(em, Organization.class, ids);
        Items.all(ids, childrenFirst(ids), id -> delete(id, tag -> {}));
    }

    /** The ids of what matches among what the caller may delete. */
    List<Long> toDelete(ListQuery query) {
        query.criteria().within(caller.scope(ROLE, Permission.DELETE), "o.id");
        return lists.allIds(query, Bodies.MAX);
    }

    /** The holder of metadata, locked if that is to be changed. */
    ObjectKey key(long id, Permission permission) {
        found(id, permission == Permission.VIEW ? LockModeType.NONE : LockModeType.PESSIMISTIC_WRITE);
        caller.require(ROLE, permission, id);
        return new ObjectKey(TYPE, id);
    }

    Tagged<OrganizationDetail> change(Change change) {
        return patch(change.id(), change.body(), tag -> {});
    }

    /** So that what lies under another goes before it. */
    private List<Long> childrenFirst(List<Long> ids) {
        Map<Long, @Nullable Long> parents = new HashMap<>();
        ids.forEach(id -> parents.put(id, null));
        for (List<Long> batch : Items.batches(ids)) {
            em.createQuery("SELECT o.id, o.parentId FROM Organization o WHERE o.id IN :ids", Object[].class)
                    .setParameter("ids", batch)
                    .getResultList()
                    .forEach(row -> parents.put((Long) row[0], (Long) row[1]));
        }
        return Items.childrenFirst(parents);
    }

    private Organization found(long id, LockModeType lock) {
        Organization organization = em.find(Organization.class, id, lock);
        if (organization == null) {
            throw NotFound.object();
        }
        return organization;
    }

    /** The parent that something is put under, if the caller may put it there. */
    private @Nullable Organization parent(@Nullable Long id) {
        if (id == null) {
            if (!caller.scope(ROLE, Permission.ADD).all()) {
                throw Forbidden.permission();
            }
            return null;
        }
        Organization parent = em.find(Organization.class, id);
        if (parent == null) {
            throw Rejected.field("parent", Body.invalidPk(id));
        }
        caller.require(ROLE, Permission.ADD, id);
        return parent;
    }

    private void move(Organization organization, @Nullable Long parentId) {
        String from = organization.prefixOfDescendants();
        organization.move(parent(parentId));
        String to = organization.prefixOfDescendants();
        List<Object[]> below = em.createQuery(
                        "SELECT o.id, o.ancestors FROM Organization o WHERE o.ancestors LIKE :below", Object[].class)
                .setParameter("below", from + "%")
                .getResultList();
        for (Object[] row : below) {
            String ancestors = to + ((String) row[1]).substring(from.length());
            Organization.checkLevels(ancestors);
            // Past the version: to its readers, what lies below has not changed.
            em.createQuery("UPDATE Organization o SET o.ancestors = :ancestors WHERE o.id = :id")
                    .setParameter("ancestors", ancestors)
                    .setParameter("id", row[0])
                    .executeUpdate();
        }
    }

    private void checkName(String name, @Nullable Long ownId) {
        boolean taken = em.createQuery("SELECT o.id FROM Organization o WHERE o.nameLower = :name", Long.class)
                .setParameter("name", Organization.lower(name))
                .getResultStream()
                .anyMatch(id -> !id.equals(ownId));
        if (taken) {
            throw Conflict.duplicate("name", "An organization with this name already exists.");
        }
    }

    private static Tagged<OrganizationDetail> tagged(Organization organization) {
        return new Tagged<>(tag(organization), organization.detail());
    }

    private static EntityTag tag(Organization organization) {
        return Conditional.tag(organization.id(), organization.version());
    }
}
