package dev.inventory.device.internal.discovery;

import dev.inventory.device.AddressProbes;
import dev.inventory.device.FoundAgent;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.Probe;
import dev.inventory.device.SnmpCredential;
import dev.inventory.device.internal.CredentialFields;
import dev.inventory.device.internal.snmp.AuthProtocol;
import dev.inventory.device.internal.snmp.Identification;
import dev.inventory.device.internal.snmp.PrivProtocol;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SnmpCredentials;
import dev.inventory.device.internal.snmp.SnmpReply;
import dev.inventory.device.internal.snmp.SnmpSession;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.network.AddressPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Asks an address by one credential after the other. Who answers is asked for the system group first, then for its
 * chassis, then for its MAC address where the first answer did not hold one.
 */
@ApplicationScoped
class AddressSurvey implements AddressProbes {

    private static final int REPETITIONS = 10;

    @Inject
    SnmpSession session;

    @Inject
    Identification identification;

    @Inject
    AddressPolicy policy;

    private final AgentKinds kinds = AgentKinds.load();

    @Override
    public SnmpCredential read(Body body) {
        return CredentialFields.read(body);
    }

    @Override
    public CompletionStage<Probe<FoundAgent>> ask(
            InetAddress address, List<SnmpCredential> credentials, Manner manner, Executor runner) {
        Optional<String> refusal = policy.refusal(address);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(new Probe.Refused<>(Probe.Cause.UNREACHABLE, refusal.get()));
        }
        Survey survey = new Survey(address, credentials, manner, runner);
        return survey.ask(0, Optional.empty());
    }

    /** The questions to one address. */
    private final class Survey {

        private final InetAddress address;
        private final List<SnmpCredential> credentials;
        private final Manner manner;
        private final Executor runner;

        Survey(InetAddress address, List<SnmpCredential> credentials, Manner manner, Executor runner) {
            this.address = address;
            this.credentials = credentials;
            this.manner = manner;
            this.runner = runner;
        }

        /** @param refused how an earlier credential was turned down, if it was */
        CompletionStage<Probe<FoundAgent>> ask(int which, Optional<Probe<FoundAgent>> refused) {
            if (which == credentials.size()) {
                return CompletableFuture.completedFuture(
                        refused.orElseGet(() -> new Probe.Silent<>("No answer over SNMP")));
            }
            SnmpAgent agent = agent(credentials.get(which));
            return get(agent, AgentTraits.questions(address))
                    .thenComposeAsync(
                            reply -> reply instanceof SnmpReply.ErrorStatus
                                    ? get(agent, AgentTraits.FEW_QUESTIONS)
                                    : CompletableFuture.completedStage(reply),
                            runner)
                    .thenComposeAsync(
                            reply -> reply instanceof SnmpReply.Answer answer
                                    ? complete(agent, which, new AgentTraits(answer.varbinds()))
                                    : ask(which + 1, refusal(reply).or(() -> refused)),
                            runner);
        }

        private CompletionStage<Probe<FoundAgent>> complete(SnmpAgent agent, int which, AgentTraits traits) {
            CompletionStage<ObservedIdentity> identity = identification
                    .read(agent, true)
                    .thenApply(probe -> probe instanceof Probe.Answered<ObservedIdentity> answered
                            ? answered.value()
                            : new ObservedIdentity(Optional.empty(), Optional.empty(), Optional.empty()));
            return identity.thenComposeAsync(
                    known -> mac(agent, traits)
                            .thenApply(mac -> new Probe.Answered<>(traits.found(which, known, mac, kinds))),
                    runner);
        }

        /** Of the interface that has the address; else of the bridge; else of the first interface that has one. */
        private CompletionStage<Optional<String>> mac(SnmpAgent agent, AgentTraits traits) {
            CompletionStage<Optional<String>> own = traits.interfaceIndex()
                    .map(index -> get(agent, List.of(AgentTraits.macOf(index)))
                            .thenApply(reply -> AgentTraits.firstMac(varbinds(reply))))
                    .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
            return own.thenComposeAsync(
                    mac -> {
                        Optional<String> known = mac.or(traits::bridgeMac);
                        return known.isPresent() ? CompletableFuture.completedStage(known) : anyMac(agent);
                    },
                    runner);
        }

        private CompletionStage<Optional<String>> anyMac(SnmpAgent agent) {
            CompletableFuture<SnmpReply> future = new CompletableFuture<>();
            session.getNext(agent, List.of(AgentTraits.MAC_COLUMN), REPETITIONS, future::complete);
            return future.thenApply(reply -> AgentTraits.firstMac(varbinds(reply)));
        }

        private CompletionStage<SnmpReply> get(SnmpAgent agent, List<OID> oids) {
            CompletableFuture<SnmpReply> future = new CompletableFuture<>();
            session.get(agent, oids, agent.retries(), future::complete);
            return future;
        }

        private SnmpAgent agent(SnmpCredential credential) {
            return new SnmpAgent(
                    new InetSocketAddress(address, manner.port()),
                    credentials(credential),
                    manner.timeoutMs(),
                    manner.retries());
        }
    }

    private static SnmpCredentials credentials(SnmpCredential credential) {
        if (!"3".equals(credential.version())) {
            return new SnmpCredentials.Community("1".equals(credential.version()), credential.community());
        }
        String auth = credential.authProtocol();
        String priv = credential.privProtocol();
        return new SnmpCredentials.User(
                credential.user(),
                auth.isEmpty() ? AuthProtocol.NONE : AuthProtocol.of(auth),
                credential.authKey(),
                priv.isEmpty() ? PrivProtocol.NONE : PrivProtocol.of(priv),
                credential.privKey(),
                credential.context());
    }

    private static List<VariableBinding> varbinds(SnmpReply reply) {
        return reply instanceof SnmpReply.Answer answer ? answer.varbinds() : List.of();
    }

    /** Why there is somebody and yet no answer; empty for silence. */
    private static Optional<Probe<FoundAgent>> refusal(SnmpReply reply) {
        if (reply instanceof SnmpReply.ErrorStatus error) {
            return Optional.of(
                    new Probe.Refused<>(Probe.Cause.AUTHENTICATION_FAILURE, "The device answered " + error.text()));
        }
        if (reply instanceof SnmpReply.AuthenticationFailed failed) {
            return Optional.of(new Probe.Refused<>(Probe.Cause.AUTHENTICATION_FAILURE, failed.reason()));
        }
        return reply instanceof SnmpReply.NotSent notSent
                ? Optional.of(new Probe.Refused<>(Probe.Cause.UNREACHABLE, notSent.reason()))
                : Optional.empty();
    }
}
