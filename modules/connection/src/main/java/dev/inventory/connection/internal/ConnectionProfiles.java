package dev.inventory.connection.internal;

import dev.inventory.connection.internal.sync.ProfileHealth;
import dev.inventory.connection.internal.sync.RunStatus;
import dev.inventory.connection.internal.sync.SyncQueue;
import dev.inventory.connection.internal.sync.SyncRequested;
import dev.inventory.platform.access.Caller;
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
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.metadata.Metadata;
import dev.inventory.platform.metadata.ObjectKey;
import dev.inventory.platform.persistence.RetriedOnContention;
import dev.inventory.platform.secrets.Secrets;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The profiles, as the caller of the moment may see and change them. */
@ApplicationScoped
@RetriedOnContention
public class ConnectionProfiles {

    static final String ROLE = "connection_profile";

    private static final String TYPE = "connection_profile";

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    @Inject
    Organizations organizations;

    @Inject
    Lists lists;

    @Inject
    Audit audit;

    @Inject
    Secrets secrets;

    @Inject
    Metadata metadata;

    @Inject
    SyncQueue runs;

    @Inject
    ProfileHealth health;

    @Inject
    Event<SyncRequested> requested;

    @Inject
    Clock clock;

    private Listing listing = Listing.of("ConnectionProfile", "p").build();

    /** A profile as it is shown. */
    record Shown(Map<String, @Nullable Object> fields, long id, long version) {}

    @PostConstruct
    void declare() {
        listing = Listing.of("ConnectionProfile", "p")
                .field("id", "p.id", Kind.ID)
                .field("name", "p.name", Kind.TEXT)
                .field("profile_type", "p.profileType", Kind.TEXT)
                .field("status", "p.status", Kind.TEXT)
                .field("last_sync", "p.lastSync", Kind.INSTANT)
                .nested("organization", "p.organizationId", this::names)
                .field("created_at", "p.createdAt", Kind.INSTANT)
                .field("updated_at", "p.updatedAt", Kind.INSTANT)
                .hidden("target", "p.target", Kind.TEXT)
                .hidden("description", "p.description", Kind.TEXT)
                .hidden("last_sync_status", "p.lastSyncStatus", Kind.TEXT)
                .hidden("sync_frequency", "p.syncFrequency", Kind.TEXT)
                .hidden("connectivity", "p.connectivity", Kind.TEXT)
                .filter(
                        "name",
                        Kind.TEXT,
                        (name, criteria) -> criteria.and(
                                "LOCATE(?, LOWER(p.name)) > 0", name.toString().toLowerCase(Locale.ROOT)))
                .choices("profile_type", List.of(ProfileFields.REST, ProfileFields.DATABASE))
                .choices("status", List.of("active", "inactive"))
                .choices("target", List.of("items", "devices"))
                .choices("last_sync_status", RunStatus.words())
                .choices("connectivity", List.of("healthy", "unreachable", "unknown"))
                .searched("name", "description")
                .build();
    }

    Listing listing() {
        return listing;
    }

    @Transactional
    public Page list(UriInfo uri) {
        ListQuery query = ListQuery.parse(listing, uri.getQueryParameters());
        query.asked("organization").forEach(asked -> caller.require(ROLE, Permission.VIEW, (Long) asked));
        query.criteria().within(caller.scope(ROLE, Permission.VIEW), "p.organizationId");
        return lists.page(query, uri);
    }

    /** @throws NotFound if there is no such profile */
    @Transactional
    public Shown detail(long id) {
        ConnectionProfile profile = em.find(ConnectionProfile.class, id);
        if (profile == null) {
            throw NotFound.object();
        }
        caller.require(ROLE, Permission.VIEW, profile.organizationId());
        return shown(profile);
    }

    @Transactional
    public Shown create(Body body) {
        ProfileFields.Read read = ProfileFields.read(body, false, null, "");
        ProfileFields fields = read.fields();
        checkUse(fields, Permission.ADD);
        if (Credentials.needed(fields.authenticationType()) && !isGiven(read)) {
            throw Rejected.field("credentials", "This field is required for this authentication_type.");
        }
        checkUnique(fields, 0);
        ConnectionProfile profile = new ConnectionProfile(fields, caller.username(), clock.instant());
        seal(profile, read);
        em.persist(profile);
        em.flush();
        audit.created(TYPE, profile.id(), fields.audited());
        return shown(profile);
    }

    @Transactional
    public Shown write(long id, Body body, boolean partial, Consumer<Long> precondition) {
        ConnectionProfile profile = lock(id, Permission.CHANGE);
        precondition.accept(profile.version());
        ProfileFields before = profile.fields();
        ProfileFields.Read read = ProfileFields.read(body, partial, before, name(profile.organizationId()));
        ProfileFields after = read.fields();
        if (after.organization() != before.organization()) {
            checkUse(after, Permission.CHANGE);
        }
        checkKept(before, read, profile.sealedCredentials() != null);
        checkUnique(after, id);
        profile.change(after, clock.instant());
        seal(profile, read);
        em.flush();
        Map<String, @Nullable Object> was = before.audited();
        Map<String, @Nullable Object> is = after.audited();
        if (isGiven(read)) {
            was.put("credentials", "before");
            is.put("credentials", "changed");
        }
        audit.changed(TYPE, id, was, is);
        return shown(profile);
    }

    @Transactional
    public void delete(long id, Consumer<Long> precondition) {
        ConnectionProfile profile = lock(id, Permission.DELETE);
        precondition.accept(profile.version());
        Map<String, @Nullable Object> was = profile.fields().audited();
        metadata.forget(TYPE, Set.of(id));
        em.remove(profile);
        em.flush();
        audit.deleted(TYPE, id, was);
    }

    /** Makes all of them or none. */
    @Transactional
    public List<Shown> createAll(List<Body> bodies) {
        return Items.all(bodies, this::create);
    }

    /** Changes all of them or none. */
    @Transactional
    public List<Shown> changeAll(List<Change> changes) {
        return Items.all(changes, this::change);
    }

    /** Deletes all of them or none. */
    @Transactional
    public void deleteAll(List<Long> ids) {
        Items.lock(em, ConnectionProfile.class, ids);
        Items.all(ids, ids, id -> delete(id, version -> {}));
    }

    /** The ids of what matches among what the caller may delete. */
    @Transactional
    public List<Long> toDelete(ListQuery query) {
        query.asked("organization").forEach(asked -> caller.require(ROLE, Permission.VIEW, (Long) asked));
        query.criteria().within(caller.scope(ROLE, Permission.DELETE), "p.organizationId");
        return lists.allIds(query, Bodies.MAX);
    }

    @Transactional
    public Shown change(Change change) {
        return write(change.id(), change.body(), true, version -> {});
    }

    /** The holder of metadata, locked if that is to be changed. */
    @Transactional
    public ObjectKey key(long id, Permission permission) {
        if (permission == Permission.VIEW) {
            require(id, permission);
        } else {
            lock(id, permission);
        }
        return new ObjectKey(TYPE, id);
    }

    /** Insists that there is such a profile and that the caller may do this with it. */
    @Transactional
    public void require(long id, Permission permission) {
        List<Long> organization = em.createQuery(
                        "SELECT p.organizationId FROM ConnectionProfile p WHERE p.id = :id", Long.class)
                .setParameter("id", id)
                .getResultList();
        if (organization.isEmpty()) {
            throw NotFound.object();
        }
        caller.require(ROLE, permission, organization.get(0));
    }

    /**
     * Has a run wait for a server.
     *
     * @return its number
     * @throws Conflict if one waits or works already
     */
    @Transactional
    public long sync(long id, boolean dryRun) {
        require(id, Permission.CHANGE);
        SyncQueue.Requested run = runs.request(id, dryRun, caller.username());
        if (!run.fresh()) {
            String sentence = "A sync of this profile is waiting or working already.";
            throw new Conflict(sentence, Map.of("detail", sentence, "run", run.runId()));
        }
        requested.fire(new SyncRequested(run.runId()));
        return run.runId();
    }

    private Map<Long, String> names(Collection<Long> ids) {
        Map<Long, String> names = new LinkedHashMap<>();
        organizations.byIds(ids).forEach((id, organization) -> names.put(id, organization.name()));
        return names;
    }

    private String name(long organization) {
        return names(Set.of(organization)).getOrDefault(organization, "");
    }

    private Shown shown(ConnectionProfile profile) {
        return new Shown(
                profile.shown(name(profile.organizationId()), health.failures24h(profile.id()), clock.instant()),
                profile.id(),
                profile.version());
    }

    private ConnectionProfile lock(long id, Permission permission) {
        ConnectionProfile profile = em.find(ConnectionProfile.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (profile == null) {
            throw NotFound.object();
        }
        caller.require(ROLE, permission, profile.organizationId());
        return profile;
    }

    /** An organization that does not exist is a wrong field; one that the caller may not use is forbidden. */
    private void checkUse(ProfileFields fields, Permission permission) {
        if (organizations.byIds(Set.of(fields.organization())).isEmpty()) {
            throw Rejected.field("organization", Body.invalidPk(fields.organization()));
        }
        caller.require(ROLE, permission, fields.organization());
    }

    /**
     * Credentials that were given for one system are not sent to another because somebody who cannot read them has changed
     * the address.
     */
    private static void checkKept(ProfileFields before, ProfileFields.Read read, boolean there) {
        ProfileFields after = read.fields();
        if (!Credentials.needed(after.authenticationType()) || isGiven(read)) {
            return;
        }
        if (!there || !after.authenticationType().equals(before.authenticationType())) {
            throw Rejected.field("credentials", "This field is required for this authentication_type.");
        }
        if (!Objects.equals(after.server(), before.server())) {
            throw Rejected.field("credentials", "The credentials were given for another server: give them again.");
        }
    }

    private void checkUnique(ProfileFields fields, long self) {
        boolean taken = !em.createQuery(
                        "SELECT p.id FROM ConnectionProfile p WHERE p.organizationId = :organization"
                                + " AND p.nameLower = :name AND p.id <> :self",
                        Long.class)
                .setParameter("organization", fields.organization())
                .setParameter("name", fields.name().toLowerCase(Locale.ROOT))
                .setParameter("self", self)
                .getResultList()
                .isEmpty();
        if (taken) {
            throw Conflict.duplicate(
                    "name", "A connection profile with this name already exists in this organization.");
        }
    }

    private static boolean isGiven(ProfileFields.Read read) {
        return !read.credentials().values().isEmpty();
    }

    private void seal(ConnectionProfile profile, ProfileFields.Read read) {
        if (!Credentials.needed(read.fields().authenticationType())) {
            profile.keepCredentials(null);
        } else if (isGiven(read)) {
            profile.keepCredentials(secrets.encrypt(read.credentials().json(), profile.credentialsPlace()));
        }
    }

    /** The parts of a profile that a run needs, secrets included; for the server itself. */
    @Transactional
    public Optional<Unsealed> unsealed(long id) {
        return Optional.ofNullable(em.find(ConnectionProfile.class, id)).map(profile -> {
            String sealed = profile.sealedCredentials();
            return new Unsealed(
                    profile.fields(),
                    sealed == null ? Map.of() : Credentials.parse(secrets.decrypt(sealed, profile.credentialsPlace())));
        });
    }

    /** A profile with its secrets. */
    record Unsealed(ProfileFields fields, Map<String, String> credentials) {
        @Override
        public String toString() {
            return "profile " + fields.name();
        }
    }
}
