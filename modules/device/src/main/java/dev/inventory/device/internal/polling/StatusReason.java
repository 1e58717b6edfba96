package dev.inventory.device.internal.polling;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.life.LifeSign;
import dev.inventory.device.internal.snmp.SnmpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Why a status is as it is, in a sentence for people. */
final class StatusReason {

    private static final int MAX = 255;
    private static final String REBOOTED = "Rebooted";
    private static final String NO_ANSWER = "No answer over SNMP";

    private final StatusMachine.Rules rules;

    StatusReason(StatusMachine.Rules rules) {
        this.rules = rules;
    }

    /** Of a change that a poll has led to. */
    String of(StatusMachine.Change change, PolledDevice device, PollResults.Outcome outcome) {
        String reason = change.state() == DeviceState.UNREACHABLE
                ? unreachable(device)
                : change.up() ? answer(outcome) : silence(outcome) + polls(outcome);
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

    /** Of a row of the history that is no change: the device has started anew. */
    static String rebooted(PolledDevice device) {
        Instant booted = device.bootedAt;
        return booted == null ? REBOOTED : REBOOTED + "; runs since " + booted.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether a reason is that of a reboot. */
    static boolean isReboot(String reason) {
        return reason.startsWith(REBOOTED);
    }

    /** Of what a check found, whether it changed anything or not. */
    static String found(PollResults.Outcome outcome) {
        return outcome.isAlive() ? answer(outcome) : silence(outcome);
    }

    /** Of a reply over SNMP that is none. */
    static String silence(SnmpReply reply) {
        if (reply instanceof SnmpReply.NotSent notSent) {
            return notSent.reason();
        }
        return reply instanceof SnmpReply.AuthenticationFailed failed ? failed.reason() : NO_ANSWER;
    }

    /** Of several ways to ask that came to nothing. */
    static String sentence(List<String> words) {
        String all = String.join("; ", words).replace("; " + NO_ANSWER, "; no answer over SNMP");
        return Character.toUpperCase(all.charAt(0)) + all.substring(1);
    }

    private static String answer(PollResults.Outcome outcome) {
        LifeSign sign = outcome.sign();
        return sign == null ? "Answered over SNMP" : sign.words();
    }

    private static String silence(PollResults.Outcome outcome) {
        LifeSign sign = outcome.sign();
        return sign == null ? silence(outcome.reply()) : sign.words();
    }

    /** How often; what could not be sent would not be answered however often it was tried. */
    private String polls(PollResults.Outcome outcome) {
        boolean sent = outcome.sign() != null || silence(outcome.reply()).equals(NO_ANSWER);
        String polls = rules.failures() == rules.ofPolls()
                ? rules.failures() + " polls in a row"
                : rules.failures() + " of the last " + rules.ofPolls() + " polls";
        return !sent ? "" : outcome.sign() == null ? " to " + polls : " (" + polls + ")";
    }

    private static String words(Duration length) {
        return length.toSeconds() % 60 == 0 ? length.toMinutes() + " minutes" : length.toSeconds() + " seconds";
    }

    static String cut(String text) {
        return text.length() > MAX ? text.substring(0, MAX) : text;
    }
}
