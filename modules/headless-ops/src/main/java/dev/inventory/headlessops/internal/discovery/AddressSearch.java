package dev.inventory.headlessops.internal.discovery;

import dev.inventory.device.AddressProbes;
import dev.inventory.device.FoundAgent;
import dev.inventory.device.Probe;
import dev.inventory.device.SnmpCredential;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.Finding;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.internal.execution.AddressWork;
import dev.inventory.platform.secrets.SecretUnreadable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Logger;

/** The work of a discovery: asks each address what there is. That nobody answers is an answer. */
@ApplicationScoped
public class AddressSearch implements AddressWork {

    static final String NAME = "discovery";

    private static final Logger LOG = Logger.getLogger(AddressSearch.class.getName());

    @Inject
    Discoveries discoveries;

    @Inject
    DiscoveryCredentials credentials;

    @Inject
    AddressProbes probes;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> addresses(long operationId) {
        return discoveries.plan(operationId).range().addresses();
    }

    @Override
    public Asking begin(long operationId, Executor runner) {
        Discoveries.Plan plan = discoveries.plan(operationId);
        List<SnmpCredential> known;
        try {
            known = List.copyOf(credentials.of(operationId).values());
        } catch (SecretUnreadable e) {
            LOG.warning(String.valueOf(e.getMessage()));
            return address -> CompletableFuture.completedFuture(Outcome.failed(
                    ErrorClass.INTERNAL_ERRORS, "The credentials cannot be read with the server's master key."));
        }
        return address -> probes.ask(AddressRange.inet(address), known, plan.manner(), runner)
                .thenApply(probe -> outcome(address, probe));
    }

    static Outcome outcome(String address, Probe<FoundAgent> probe) {
        if (probe instanceof Probe.Answered<FoundAgent> answered) {
            FoundAgent agent = answered.value();
            return Outcome.ok("Answered.")
                    .observed(agent.sysName().orElse(address))
                    .finding(new Finding(address, agent));
        }
        return probe instanceof Probe.Refused<FoundAgent> refused
                ? Outcome.of(refused)
                : Outcome.ok("No answer to any of the credentials.");
    }
}
