package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.DeviceCatalog;
import dev.inventory.device.DeviceMatches;
import dev.inventory.device.DeviceMatches.Match;
import dev.inventory.device.DeviceRegistrations;
import dev.inventory.device.SnmpCredential;
import dev.inventory.headlessops.internal.discovery.Candidate.State;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.NotFound;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes devices of candidates, or has them ignored: each in a transaction of its own, which holds the candidate's row. So
 * a candidate becomes one device, however often and by however many it is accepted.
 */
@ApplicationScoped
@RetriedOnContention
public class CandidateDecisions {

    private static final int CREATED = 201;
    private static final int OK = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    DeviceRegistrations registrations;

    @Inject
    DeviceMatches matches;

    @Inject
    DeviceCatalog catalog;

    @Inject
    Organizations organizations;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * Makes a device of a candidate. One that is a device already, whether it was made of it or was known before, stays as
     * it is.
     *
     * @param credentials those of the discovery that are still kept, by place
     * @throws dev.inventory.platform.failure.Failure as the request for the device would be refused
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public CandidateOutcome accept(
            long discoveryId, long candidateId, Decision decision, Map<Integer, SnmpCredential> credentials) {
        Candidate candidate = lock(discoveryId, candidateId);
        OptionalLong device = candidate.deviceId();
        if (candidate.is(State.ACCEPTED) && device.isPresent() && isThere(device.getAsLong())) {
            return CandidateOutcome.done(candidateId, OK, State.ACCEPTED, device.getAsLong());
        }
        Discovery discovery = em.find(Discovery.class, discoveryId);
        OrganizationScope scope = OrganizationScope.of(organizations.withDescendants(discovery.organizationId()));
        Optional<Match> match = matches.match(candidate.traits(), scope);
        if (match.isPresent()) {
            note(candidateId, candidate, State.KNOWN);
            candidate.known(match.get(), clock.instant());
            return CandidateOutcome.done(
                    candidateId, OK, State.KNOWN, match.get().deviceId());
        }
        SnmpCredential credential = credentials.get(candidate.credential());
        if (credential == null) {
            throw new Conflict("The credential that this agent took has been forgotten: search again.");
        }
        ObjectNode fields = new CandidateDevice(discovery, candidate, credential)
                .fields(decision, candidateId, registrations::typeId);
        if (!fields.has("serial_number")) {
            throw Rejected.field(
                    "serial_number",
                    "This field is required, and the agent told none: send one in devices, or say in"
                            + " serial_fallback what stands in for it ("
                            + String.join(", ", Decision.SerialFallback.words()) + ").");
        }
        long id = registrations.register(fields);
        candidate.engineId().ifPresent(engine -> matches.learnEngine(id, engine));
        note(candidateId, candidate, State.ACCEPTED);
        candidate.accepted(id, clock.instant());
        return CandidateOutcome.done(candidateId, CREATED, State.ACCEPTED, id);
    }

    /**
     * Has a new candidate ignored; others stay as they are.
     *
     * @throws NotFound if the discovery has no such candidate
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public CandidateOutcome ignore(long discoveryId, long candidateId) {
        Candidate candidate = lock(discoveryId, candidateId);
        for (State decided : new State[] {State.ACCEPTED, State.KNOWN}) {
            if (candidate.is(decided)) {
                throw new Conflict("The candidate is " + decided.word() + ": only new ones are ignored.");
            }
        }
        note(candidateId, candidate, State.IGNORED);
        candidate.ignored(clock.instant());
        return CandidateOutcome.done(candidateId, OK, State.IGNORED, null);
    }

    private void note(long id, Candidate candidate, State becomes) {
        audit.changed("discovery_candidate", id, Map.of("state", candidate.state()), Map.of("state", becomes.word()));
    }

    /** Whether the device that was made has not been deleted since. */
    private boolean isThere(long device) {
        return !catalog.byIds(Set.of(device)).isEmpty();
    }

    private Candidate lock(long discoveryId, long candidateId) {
        Candidate candidate = em.find(Candidate.class, candidateId, LockModeType.PESSIMISTIC_WRITE);
        if (candidate == null || candidate.discoveryId() != discoveryId) {
            throw NotFound.object();
        }
        return candidate;
    }
}
