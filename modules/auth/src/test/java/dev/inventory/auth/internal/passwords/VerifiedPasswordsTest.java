package dev.inventory.auth.internal.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifiedPasswordsTest {

    private final SettableClock clock = new SettableClock();
    private final VerifiedPasswords verified =
            new VerifiedPasswords(new byte[] {1, 2, 3}, clock, Duration.ofMinutes(5), 3);

    @Test
    void holdsAPasswordForAWhile() {
        String key = verified.keyOf("jane", "hash", "secret");
        verified.add(key);

        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(verified.holds(key)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(verified.holds(key)).isFalse();
    }

    @Test
    void anotherAccountHashOrPasswordIsAnotherKey() {
        String key = verified.keyOf("jane", "hash", "secret");

        assertThat(verified.keyOf("john", "hash", "secret")).isNotEqualTo(key);
        assertThat(verified.keyOf("jane", "other", "secret")).isNotEqualTo(key);
        assertThat(verified.keyOf("jane", "hash", "Secret")).isNotEqualTo(key);
        assertThat(new VerifiedPasswords(new byte[] {9}, clock, Duration.ofMinutes(5), 3)
                        .keyOf("jane", "hash", "secret"))
                .isNotEqualTo(key);
        assertThat(key).doesNotContain("secret");
    }

    @Test
    void isBounded() {
        for (String name : new String[] {"a", "b", "c", "d"}) {
            verified.add(name);
        }

        assertThat(verified.holds("a")).isFalse();
        assertThat(verified.holds("d")).isTrue();
    }
}
