package dev.inventory.headlessops.internal.discovery;

import dev.inventory.device.SnmpCredential;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Bodies;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.web.FailureMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Decides on the candidates of a request, each by itself: what one is refused for keeps no other. */
@ApplicationScoped
public class CandidateRequests {

    @Inject
    Discoveries discoveries;

    @Inject
    Candidates candidates;

    @Inject
    CandidateDecisions decisions;

    @Inject
    DiscoveryCredentials credentials;

    /** What became of the candidates, in order. */
    record Decided(List<CandidateOutcome> outcomes) {}

    /** @throws Rejected if the request does not say clearly which candidates it means, or means too many */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Decided accept(String id, Body body) {
        long discovery = discoveries.idFor(id, Permission.ADD);
        Decision decision = Decision.toAccept(body);
        Map<Integer, SnmpCredential> known = credentials.of(discovery);
        return each(
                selected(discovery, decision), candidate -> decisions.accept(discovery, candidate, decision, known));
    }

    /** @throws Rejected likewise */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Decided ignore(String id, Body body) {
        long discovery = discoveries.idFor(id, Permission.ADD);
        Decision decision = Decision.toIgnore(body);
        return each(selected(discovery, decision), candidate -> decisions.ignore(discovery, candidate));
    }

    private List<Long> selected(long discovery, Decision decision) {
        if (decision.query().isEmpty() && !decision.all()) {
            return decision.items();
        }
        List<Long> ids = decision.query().isPresent()
                ? candidates.newOnes(discovery, decision.query().get(), Bodies.MAX)
                : candidates.newOnes(discovery, Bodies.MAX);
        if (ids.size() > Bodies.MAX) {
            throw Rejected.field(decision.all() ? "all" : "filters", "More than " + Bodies.MAX + " candidates match.");
        }
        return ids;
    }

    private Decided each(List<Long> ids, LongFunction<CandidateOutcome> decide) {
        List<CandidateOutcome> outcomes = new ArrayList<>(ids.size());
        for (long id : ids) {
            try {
                outcomes.add(decide.apply(id));
            } catch (RuntimeException e) {
                Failure failure = FailureMapper.known(e).orElseThrow(() -> e);
                outcomes.add(CandidateOutcome.refused(id, failure.status(), failure.errors()));
            }
        }
        credentials.forget();
        return new Decided(outcomes);
    }
}
