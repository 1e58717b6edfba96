package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.inventory.device.AddressProbes;
import dev.inventory.device.AddressProbes.Manner;
import dev.inventory.device.DeviceRegistrations;
import dev.inventory.headlessops.internal.AddressOperations;
import dev.inventory.headlessops.internal.AddressProgress;
import dev.inventory.headlessops.internal.execution.OperationStatus;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.Forbidden;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Json;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Lists;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.network.AddressPolicy;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Searches for devices, as clients begin them and look at them. Who may look at devices of the organization may look at
 * its discoveries; who may register devices there may begin, decide and delete them.
 */
@ApplicationScoped
@RetriedOnContention
public class Discoveries {

    private static final String AUDITED = "discovery";
    private static final String ROLE = DeviceRegistrations.ROLE;
    private static final TypeReference<Map<String, @Nullable Object>> ROW = new TypeReference<>() {};

    private static final Listing LISTING = Listing.of("Discovery", "d")
            .join("JOIN Operation o ON o.id = d.id")
            .field("id", "d.id", Kind.ID)
            .field("name", "d.name", Kind.TEXT)
            .field("description", "d.description", Kind.TEXT)
            .field("status", "o.status", Kind.TEXT)
            .field("address_count", "o.totalDevices", Kind.NUMBER)
            .field("probed_count", "o.processedDevices", Kind.NUMBER)
            .field("refused_count", "o.failedDevices", Kind.NUMBER)
            .field("max_rate", "d.maxRate", Kind.NUMBER)
            .field("created_by", "d.createdBy", Kind.TEXT)
            .field("created_at", "d.createdAt", Kind.INSTANT)
            .field("started_at", "o.startedAt", Kind.INSTANT)
            .field("finished_at", "o.finishedAt", Kind.INSTANT)
            .hidden("organization", "d.organizationId", Kind.ID)
            .completed(
                    "organization",
                    "progress",
                    "answered_count",
                    "candidates",
                    "cidr",
                    "exclude",
                    "credentials",
                    "credentials_kept",
                    "port",
                    "timeout_ms",
                    "retries",
                    "monitoring_url")
            .required("name", "status", "created_by", "created_at")
            .choices("status", OperationStatus.words())
            .brief("id", "name", "status")
            .searched("name", "description")
            .build();

    @PersistenceContext
    EntityManager em;

    @Inject
    AddressOperations operations;

    @Inject
    DiscoveryCredentials credentials;

    @Inject
    AddressProbes probes;

    @Inject
    AddressPolicy policy;

    @Inject
    Organizations organizations;

    @Inject
    Caller caller;

    @Inject
    Lists lists;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** A discovery, and what its ETag is made of: a checksum of all that is shown. */
    record Shown(DiscoveryView view, long id, long version) {}

    /** What the work needs to know. */
    record Plan(long organizationId, AddressRange range, Manner manner) {}

    /**
     * Begins a search; it is durable when the transaction is.
     *
     * @throws Rejected 400 for wrong fields, 422 for a range that cannot be searched
     * @throws Forbidden if the caller may not register devices there
     */
    @Transactional
    public Shown begin(Body body) {
        DiscoveryRequest request = DiscoveryRequest.read(body, probes, policy);
        if (organizations.byIds(Set.of(request.organization())).isEmpty()) {
            throw Rejected.field("organization", Body.invalidPk(request.organization()));
        }
        caller.require(ROLE, Permission.ADD, request.organization());
        long id = operations.accept(
                AddressSearch.NAME, request.organization(), request.addresses().size(), request.options());
        Discovery discovery = new Discovery(id, request, caller.username(), clock.instant());
        em.persist(discovery);
        em.flush();
        credentials.keep(id, request.credentials());
        audit.created(AUDITED, id, audited(discovery));
        return shown(discovery);
    }

    /** A page of the discoveries that the caller may see. */
    @Transactional
    public Page page(UriInfo uri) {
        ListQuery query = ListQuery.parse(LISTING, uri.getQueryParameters());
        query.asked("organization").forEach(asked -> caller.require(ROLE, Permission.VIEW, (Long) asked));
        query.criteria().within(caller.scope(ROLE, Permission.VIEW), "d.organizationId");
        return lists.page(query, uri, this::summarize);
    }

    /** @throws NotFound if there is no such discovery */
    @Transactional
    public Shown get(String id) {
        return shown(require(id, Permission.VIEW));
    }

    /** The discovery, for somebody who holds the permission on devices of its organization. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Discovery require(String id, Permission permission) {
        Discovery discovery = id.matches("[1-9]\\d{0,17}") ? em.find(Discovery.class, Long.valueOf(id)) : null;
        if (discovery == null) {
            throw NotFound.object();
        }
        caller.require(ROLE, permission, discovery.organizationId());
        return discovery;
    }

    /** The id of the discovery, for somebody who holds the permission on devices of its organization. */
    @Transactional
    public long idFor(String id, Permission permission) {
        return require(id, permission).id();
    }

    /**
     * Deletes a search that has ended, with its candidates and credentials. Devices that came of it stay, and so does its
     * operation.
     *
     * @throws Conflict while it is going on
     */
    @Transactional
    public void delete(String id) {
        Discovery discovery = require(id, Permission.ADD);
        if (!progress(discovery).hasEnded()) {
            throw new Conflict("The discovery has not ended: cancel its operation first.");
        }
        Map<String, Object> before = audited(discovery);
        em.remove(discovery); // and with it, in the database, what belongs to it
        em.flush();
        audit.deleted(AUDITED, discovery.id(), before);
    }

    /** What the work needs to know of a discovery. */
    @Transactional
    public Plan plan(long id) {
        Discovery discovery = Objects.requireNonNull(em.find(Discovery.class, id), "discovery " + id);
        return new Plan(discovery.organizationId(), discovery.range(), discovery.manner());
    }

    private AddressProgress progress(Discovery discovery) {
        return Objects.requireNonNull(
                operations.progress(Set.of(discovery.id())).get(discovery.id()));
    }

    private Shown shown(Discovery discovery) {
        DiscoveryView view =
                Objects.requireNonNull(views(Map.of(discovery.id(), discovery)).get(discovery.id()));
        CRC32 version = new CRC32();
        version.update(Json.write(view).getBytes(StandardCharsets.UTF_8));
        return new Shown(view, discovery.id(), version.getValue());
    }

    /** Puts the whole discoveries in place of what was read. */
    private void summarize(List<Map<String, @Nullable Object>> rows) {
        List<Long> ids = rows.stream()
                .map(row -> row.get("id"))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        Map<Long, Discovery> found = new HashMap<>();
        em.createQuery("SELECT d FROM Discovery d WHERE d.id IN :ids", Discovery.class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(discovery -> found.put(discovery.id(), discovery));
        Map<Long, DiscoveryView> views = views(found);
        rows.clear();
        ids.stream()
                .map(views::get)
                .filter(Objects::nonNull)
                .forEach(view -> rows.add(Json.mapper().convertValue(view, ROW)));
    }

    private Map<Long, DiscoveryView> views(Map<Long, Discovery> discoveries) {
        Set<Long> ids = discoveries.keySet();
        Map<Long, AddressProgress> progress = operations.progress(ids);
        Map<Long, Map<String, Long>> states = states(ids);
        Set<Long> keeping = Set.copyOf(em.createQuery(
                        "SELECT DISTINCT c.discoveryId FROM DiscoveryCredential c WHERE c.discoveryId IN :ids",
                        Long.class)
                .setParameter("ids", ids)
                .getResultList());
        Map<Long, Organizations.Organization> of = organizations.byIds(
                discoveries.values().stream().map(Discovery::organizationId).toList());
        Map<Long, DiscoveryView> views = new HashMap<>();
        discoveries.forEach((id, discovery) -> {
            AddressProgress far = progress.get(id);
            Organizations.Organization organization = of.get(discovery.organizationId());
            if (far != null && organization != null) {
                views.put(
                        id,
                        view(
                                discovery,
                                far,
                                new DiscoveryView.OrganizationRef(organization.id(), organization.name()),
                                states.getOrDefault(id, Map.of()),
                                keeping.contains(id)));
            }
        });
        return views;
    }

    private static DiscoveryView view(
            Discovery discovery,
            AddressProgress far,
            DiscoveryView.OrganizationRef organization,
            Map<String, Long> states,
            boolean keeps) {
        return new DiscoveryView(
                discovery.id(),
                discovery.name(),
                discovery.description().orElse(null),
                organization,
                far.status(),
                far.percent(),
                far.total(),
                far.processed(),
                states.values().stream().mapToLong(Long::longValue).sum(),
                far.failed(),
                new DiscoveryView.States(
                        states.getOrDefault(Candidate.State.NEW.word(), 0L),
                        states.getOrDefault(Candidate.State.KNOWN.word(), 0L),
                        states.getOrDefault(Candidate.State.ACCEPTED.word(), 0L),
                        states.getOrDefault(Candidate.State.IGNORED.word(), 0L)),
                discovery.range().cidr(),
                discovery.range().exclude(),
                discovery.credentials(),
                keeps,
                discovery.manner().port(),
                discovery.manner().timeoutMs(),
                discovery.manner().retries(),
                discovery.maxRate(),
                discovery.createdBy(),
                discovery.createdAt(),
                far.startedAt().orElse(null),
                far.finishedAt().orElse(null),
                far.monitoringUrl());
    }

    private Map<Long, Map<String, Long>> states(Collection<Long> ids) {
        Map<Long, Map<String, Long>> states = new HashMap<>();
        em.createQuery(
                        "SELECT c.discoveryId, c.state, COUNT(c.id) FROM Candidate c WHERE c.discoveryId IN :ids"
                                + " GROUP BY c.discoveryId, c.state",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> states.computeIfAbsent((Long) row[0], id -> new TreeMap<>())
                        .put((String) row[1], (Long) row[2]));
        return states;
    }

    /** Without the secrets. */
    private static Map<String, Object> audited(Discovery discovery) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", discovery.name());
        fields.put("organization", discovery.organizationId());
        fields.put("cidr", discovery.range().cidr());
        fields.put("exclude", discovery.range().exclude());
        fields.put("credentials", discovery.credentials());
        fields.put("port", discovery.manner().port());
        fields.put("max_rate", discovery.maxRate());
        return fields;
    }
}
