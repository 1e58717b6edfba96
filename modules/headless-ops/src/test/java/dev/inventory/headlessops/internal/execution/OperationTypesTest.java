package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceProbes;
import dev.inventory.device.ObservedIdentity;
import dev.inventory.device.ObservedStatus;
import dev.inventory.device.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class OperationTypesTest {

    private static final Target TARGET = new Target(7, "SN-1");
    private static final OperationOptions PLAIN = new OperationOptions(false, false, 120, null);
    private static final OperationOptions CHECKED = new OperationOptions(true, true, 120, null);

    private final FakeProbes probes = new FakeProbes();
    private final List<Runnable> handedOver = new ArrayList<>();

    @Test
    void the_recorded_serial_is_confirmed() {
        probes.identity = answered("SN-1 ");
        Outcome outcome = sync(PLAIN);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.before()).contains("SN-1");
        assertThat(outcome.after()).contains("SN-1");
        assertThat(outcome.identity()).isPresent();
    }

    @Test
    void another_serial_is_a_mismatch_and_recorded_as_a_fact() {
        probes.identity = answered("SN-2");
        Outcome outcome = sync(PLAIN);
        assertThat(outcome.errorClass()).contains(ErrorClass.SERIAL_MISMATCH);
        assertThat(outcome.before()).contains("SN-1");
        assertThat(outcome.after()).contains("SN-2");
        assertThat(outcome.identity()).isPresent();
    }

    @Test
    void a_device_without_a_serial_lacks_the_object() {
        probes.identity =
                new Probe.Answered<>(new ObservedIdentity(Optional.empty(), Optional.of("X-1"), Optional.empty()));
        assertThat(sync(PLAIN).errorClass()).contains(ErrorClass.NO_SUCH_OBJECT);
    }

    @Test
    void refusals_are_told_apart() {
        assertThat(refused(Probe.Cause.UNREACHABLE).errorClass()).contains(ErrorClass.UNREACHABLE);
        assertThat(refused(Probe.Cause.AUTHENTICATION_FAILURE).errorClass())
                .contains(ErrorClass.AUTHENTICATION_FAILURES);
        assertThat(refused(Probe.Cause.NO_SUCH_OBJECT).errorClass()).contains(ErrorClass.NO_SUCH_OBJECT);
        assertThat(refused(Probe.Cause.UNKNOWN_DEVICE).kind()).isEqualTo(Outcome.Kind.SKIPPED);
        probes.identity = new Probe.Silent<>("no answer");
        assertThat(sync(PLAIN).errorClass()).contains(ErrorClass.CONNECTION_TIMEOUTS);
    }

    @Test
    void connectivity_is_checked_first_and_the_serial_asked_from_the_runner() {
        probes.identity = answered("SN-1");
        probes.status = up(true);
        CompletableFuture<Outcome> outcome =
                type().run(TARGET, CHECKED, handedOver::add).toCompletableFuture();
        assertThat(outcome).isNotDone();
        assertThat(probes.identityQuestions).isZero();
        handedOver.forEach(Runnable::run);
        assertThat(outcome.join().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void a_device_that_is_down_is_not_asked_for_its_serial() {
        probes.status = up(false);
        CompletableFuture<Outcome> outcome =
                type().run(TARGET, CHECKED, Runnable::run).toCompletableFuture();
        assertThat(outcome.join().errorClass()).contains(ErrorClass.CONNECTION_TIMEOUTS);
        assertThat(probes.identityQuestions).isZero();
    }

    @Test
    void down_is_a_status_like_any_other() {
        probes.status = up(false);
        assertThat(status().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(status().after()).contains("down");
        probes.status = up(true);
        assertThat(status().after()).contains("up");
        probes.status = new Probe.Silent<>("no answer");
        assertThat(status().after()).contains("down");
        probes.status = new Probe.Refused<>(Probe.Cause.UNREACHABLE, "no route");
        assertThat(status().errorClass()).contains(ErrorClass.UNREACHABLE);
    }

    private Outcome refused(Probe.Cause cause) {
        probes.identity = new Probe.Refused<>(cause, "because");
        return sync(PLAIN);
    }

    private Outcome sync(OperationOptions options) {
        return type().run(TARGET, options, Runnable::run).toCompletableFuture().join();
    }

    private BulkSerialSync type() {
        BulkSerialSync type = new BulkSerialSync();
        type.probes = probes;
        return type;
    }

    private Outcome status() {
        StatusUpdate type = new StatusUpdate();
        type.probes = probes;
        return type.run(TARGET, PLAIN, Runnable::run).toCompletableFuture().join();
    }

    private static Probe<ObservedIdentity> answered(String serial) {
        return new Probe.Answered<>(new ObservedIdentity(Optional.of(serial), Optional.empty(), Optional.empty()));
    }

    private static Probe<ObservedStatus> up(boolean up) {
        return new Probe.Answered<>(new ObservedStatus(up, "because", Instant.EPOCH));
    }

    private static final class FakeProbes implements DeviceProbes {

        private Probe<ObservedIdentity> identity;
        private Probe<ObservedStatus> status;
        private int identityQuestions;

        @Override
        public CompletionStage<Probe<ObservedIdentity>> readIdentity(long deviceId, boolean withFirmware) {
            identityQuestions++;
            return CompletableFuture.completedFuture(identity);
        }

        @Override
        public CompletionStage<Probe<ObservedStatus>> checkStatus(long deviceId) {
            return CompletableFuture.completedFuture(status);
        }

        @Override
        public Set<Long> checkStatus(Collection<Long> deviceIds, Duration budget) {
            return Set.of();
        }
    }
}
