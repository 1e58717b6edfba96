package dev.inventory.auth.internal.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.TooManyRequests;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class LoginBrakeTest {

    private static final String HERE = "192.0.2.1";

    private final SettableClock clock = new SettableClock();
    private final LoginBrake brake = new LoginBrake(clock, 5, 20);

    @Test
    void fiveFailuresMakeAnAccountWaitWhereverTheNextTryComesFrom() {
        fail(5, "jane");

        assertThatThrownBy(() -> brake.attempt("jane", "198.51.100.7"))
                .isInstanceOf(TooManyRequests.class)
                .hasMessage("Request was throttled. Expected available in 5 seconds.")
                .asInstanceOf(InstanceOfAssertFactories.type(TooManyRequests.class))
                .satisfies(failure -> assertThat(failure.headers()).containsEntry("Retry-After", "5"));
        assertThatThrownBy(() -> brake.check("JANE", HERE)).isInstanceOf(TooManyRequests.class);
        assertThatCode(() -> brake.attempt("john", HERE)).doesNotThrowAnyException();
    }

    @Test
    void theDelayDoublesWithEachFurtherFailureUpToAQuarterOfAnHour() {
        fail(5, "jane");
        Duration expected = LoginBrake.FIRST_DELAY;
        for (int i = 0; i < 12; i++) {
            clock.advance(expected.minusMillis(1));
            assertThatThrownBy(() -> brake.attempt("jane", HERE + clock.instant()))
                    .isInstanceOf(TooManyRequests.class);
            clock.advance(Duration.ofMillis(1));
            assertThatCode(() -> brake.attempt("jane", HERE + clock.instant())).doesNotThrowAnyException();
            expected = expected.multipliedBy(2);
            if (expected.compareTo(LoginBrake.LONGEST_DELAY) > 0) {
                expected = LoginBrake.LONGEST_DELAY;
            }
        }
    }

    @Test
    void comingTooEarlyDoesNotProlongTheDelay() {
        fail(5, "jane");
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> brake.attempt("jane", HERE)).isInstanceOf(TooManyRequests.class);
        }
        clock.advance(LoginBrake.FIRST_DELAY);

        assertThatCode(() -> brake.attempt("jane", HERE)).doesNotThrowAnyException();
    }

    @Test
    void aRightPasswordClearsTheAccount() {
        fail(4, "jane");
        brake.attempt("jane", HERE);
        brake.right("jane", HERE);
        fail(4, "jane");

        assertThatCode(() -> brake.check("jane", HERE)).doesNotThrowAnyException();
    }

    @Test
    void manyAccountsFromOneAddressMakeTheAddressWait() {
        for (int i = 0; i < 20; i++) {
            brake.attempt("user" + i, HERE);
        }

        assertThatThrownBy(() -> brake.check("jane", HERE)).isInstanceOf(TooManyRequests.class);
        assertThatCode(() -> brake.check("jane", "198.51.100.7")).doesNotThrowAnyException();
    }

    @Test
    void anOwnAccountDoesNotWashTheAddressClean() {
        for (int i = 0; i < 20; i++) {
            brake.attempt("mine", HERE);
            brake.right("mine", HERE);
            if (i < 19) {
                brake.attempt("user" + i, HERE);
            }
        }
        brake.attempt("jane", HERE);

        assertThatThrownBy(() -> brake.check("mine", HERE)).isInstanceOf(TooManyRequests.class);
    }

    @Test
    void anAddressWithoutALimitNeverWaits() {
        LoginBrake behindProxy = new LoginBrake(clock, 5, 0);
        for (int i = 0; i < 500; i++) {
            behindProxy.attempt("user" + i, HERE);
        }

        assertThatCode(() -> behindProxy.check("jane", HERE)).doesNotThrowAnyException();
    }

    @Test
    void failuresAreForgottenAfterAQuietTime() {
        fail(4, "jane");
        clock.advance(Duration.ofHours(1));
        fail(4, "jane");

        assertThatCode(() -> brake.check("jane", HERE)).doesNotThrowAnyException();
    }

    private void fail(int times, String account) {
        for (int i = 0; i < times; i++) {
            brake.attempt(account, HERE);
        }
    }
}
