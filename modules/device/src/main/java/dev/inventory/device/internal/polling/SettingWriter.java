package dev.inventory.device.internal.polling;

import dev.inventory.device.AppliedSettings;
import dev.inventory.device.Probe;
import dev.inventory.device.internal.snmp.SnmpAgent;
import dev.inventory.device.internal.snmp.SnmpReply;
import dev.inventory.device.internal.snmp.SnmpSession;
import dev.inventory.device.internal.snmp.WritableObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.snmp4j.smi.VariableBinding;

/**
 * Writes pending settings: reads what the device has, writes all that differs in one SET (which a device does as a whole,
 * or not at all, RFC 3416), and reads again. What is already as desired is not written.
 */
@ApplicationScoped
class SettingWriter {

    @Inject
    PendingSettings pending;

    @Inject
    SnmpSession session;

    /** The stage completes on a thread of the session. */
    CompletionStage<Probe<AppliedSettings>> write(SnmpAgent agent, long deviceId) {
        Exchange exchange = new Exchange(agent, pending.of(deviceId));
        exchange.begin();
        return exchange.done;
    }

    private final class Exchange {

        private final SnmpAgent agent;
        private final SortedMap<String, String> desired;
        private final CompletableFuture<Probe<AppliedSettings>> done = new CompletableFuture<>();
        private Map<String, String> before = Map.of();
        private List<String> written = List.of();

        Exchange(SnmpAgent agent, SortedMap<String, String> desired) {
            this.agent = agent;
            this.desired = desired;
        }

        void begin() {
            if (desired.isEmpty()) {
                end(Map.of(), Optional.empty());
                return;
            }
            read(reply -> {
                before = WritableObject.texts(reply.varbinds());
                List<Map.Entry<String, String>> differing = desired.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                        .toList();
                written = differing.stream().map(Map.Entry::getKey).toList();
                if (written.isEmpty()) {
                    end(before, Optional.empty());
                } else {
                    List<VariableBinding> values = differing.stream()
                            .map(entry -> WritableObject.named(entry.getKey()).binding(entry.getValue()))
                            .toList();
                    session.set(agent, values, this::written);
                }
            });
        }

        private void written(SnmpReply reply) {
            if (reply instanceof SnmpReply.ErrorStatus error) {
                end(Map.of(), Optional.of(refusal(error)));
            } else if (reply instanceof SnmpReply.Answer) {
                read(again -> end(WritableObject.texts(again.varbinds()), Optional.empty()));
            } else {
                fail(reply);
            }
        }

        /** Nothing was written then; the device names the first value that it does not take. */
        private String refusal(SnmpReply.ErrorStatus error) {
            String which = error.index() >= 1 && error.index() <= written.size()
                    ? " of " + written.get(error.index() - 1)
                    : "";
            return "The device refused the write" + which + ": " + error.text() + ".";
        }

        private void read(java.util.function.Consumer<SnmpReply.Answer> next) {
            session.get(
                    agent,
                    desired.keySet().stream()
                            .map(parameter -> WritableObject.named(parameter).oid())
                            .toList(),
                    agent.retries(),
                    reply -> {
                        if (reply instanceof SnmpReply.Answer answer) {
                            next.accept(answer);
                        } else {
                            fail(reply);
                        }
                    });
        }

        private void fail(SnmpReply reply) {
            if (reply instanceof SnmpReply.ErrorStatus error) {
                done.complete(new Probe.Refused<>(Probe.Cause.NO_SUCH_OBJECT, "The device answered " + error.text()));
            } else if (reply instanceof SnmpReply.NotSent notSent) {
                done.complete(new Probe.Refused<>(Probe.Cause.UNREACHABLE, notSent.reason()));
            } else if (reply instanceof SnmpReply.AuthenticationFailed failed) {
                done.complete(new Probe.Refused<>(Probe.Cause.AUTHENTICATION_FAILURE, failed.reason()));
            } else {
                done.complete(new Probe.Silent<>("No answer over SNMP"));
            }
        }

        private void end(Map<String, String> told, Optional<String> refusal) {
            done.complete(new Probe.Answered<>(new AppliedSettings(desired, before, told, refusal)));
        }
    }
}
