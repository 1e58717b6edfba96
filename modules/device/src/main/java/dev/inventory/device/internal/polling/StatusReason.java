package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.snmp.SnmpReply;
import java.time.Duration;
import java.util.Optional;

/** Why a status is as it is, in a sentence for people. */
final class StatusReason {

    private static final int MAX = 255;

    private final StatusMachine.Rules rules;

    StatusReason(StatusMachine.Rules rules) {
        this.rules = rules;
    }

    /** Of a change that a poll has led to. */
    String of(StatusMachine.Change change, PolledDevice device, PollResults.Outcome outcome) {
        String reason = change.state() == DeviceState.UNREACHABLE
                ? unreachable(device)
                : change.up() ? answer() : silence(outcome);
        return cut(
                switch (change.flaps()) {
                    case NO, GO_ON -> reason;
                    case BEGIN ->
                        reason + "; flapping: " + rules.flapChanges() + " changes within " + words(rules.flapWindow());
                    case END -> reason + "; no longer flapping";
                });
    }

    /** Of a device whose parent is lost. */
    static String unreachable(PolledDevice device) {
        return "Its parent, device " + device.settings.place().parent() + ", is not reached either";
    }

    /** Of what a check found, whether it changed anything or not. */
    static String found(PollResults.Outcome outcome) {
        return refusal(outcome).orElseGet(() -> outcome.isAlive() ? answer() : "No answer over SNMP");
    }

    private static String answer() {
        return "Answered over SNMP";
    }

    private String silence(PollResults.Outcome outcome) {
        return refusal(outcome)
                .orElseGet(() -> "No answer over SNMP to "
                        + (rules.failures() == rules.ofPolls()
                                ? rules.failures() + " polls in a row"
                                : rules.failures() + " of the last " + rules.ofPolls() + " polls"));
    }

    /** Why it was not asked, or turned us down. */
    private static Optional<String> refusal(PollResults.Outcome outcome) {
        if (outcome.reply() instanceof SnmpReply.NotSent notSent) {
            return Optional.of(notSent.reason());
        }
        return outcome.reply() instanceof SnmpReply.AuthenticationFailed failed
                ? Optional.of(failed.reason())
                : Optional.empty();
    }

    private static String words(Duration length) {
        return length.toSeconds() % 60 == 0 ? length.toMinutes() + " minutes" : length.toSeconds() + " seconds";
    }

    private static String cut(String text) {
        return text.length() > MAX ? text.substring(0, MAX) : text;
    }
}
