package dev.inventory.device.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"192.168.1.1", "2001:db8::1", "core-router-01", "sw1.example.com", "3com.example", "a"})
    void whatADeviceCanBeReachedBy(String hostname) {
        assertThat(Hostnames.isHostname(hostname)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1", "192.168.1.256", "192.168.1.1/24", "192.168.1.1:161", "1.2.3.4.5", "-a.example", "a_b",
                "a..b", "2001:db8::1%eth0", "0x7f.1", "*", "a b", "[::1]", "192.168.1-5.1"
            })
    void whatItCannot(String hostname) {
        assertThat(Hostnames.isHostname(hostname)).isFalse();
    }

    @Test
    void aLabelHasAtMost63Characters() {
        assertThat(Hostnames.isHostname("a".repeat(63) + ".example")).isTrue();
        assertThat(Hostnames.isHostname("a".repeat(64) + ".example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "SW1.Example.COM, sw1.example.com",
        "2001:0DB8:0:0:0:0:0:1, 2001:db8::1",
        "192.168.1.1, 192.168.1.1",
    })
    void spellingsOfOneHostAreEqual(String hostname, String key) {
        assertThat(Hostnames.key(hostname)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7", "001b.4411.3ab7", "001B44113AB7"})
    void macAddressesHaveOneForm(String mac) {
        assertThat(Hostnames.mac(mac)).contains("00:1B:44:11:3A:B7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:1b:44:11:3a", "00:1b:44:11:3a:b7:c8:d9", "00:1b:44:11:3a:zz", "*", "00:1b:44:11:3a:*"})
    void whatIsNoMacAddress(String mac) {
        assertThat(Hostnames.mac(mac)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P45DT12H30M15S | 45 days, 12:30:15",
                "P1DT9S | 1 day, 0:00:09",
                "PT3H2M1S | 3:02:01",
                "PT0.9S | 0:00:00"
            })
    void uptimeIsWrittenAsClientsKnowIt(Duration uptime, String written) {
        assertThat(Uptime.format(uptime)).isEqualTo(written);
    }
}
