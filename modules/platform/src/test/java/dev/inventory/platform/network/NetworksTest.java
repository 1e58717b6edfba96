package dev.inventory.platform.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3, 10.1.2.3",
        "127.0.0.0/8, 127.0.0.0/8",
        "2001:DB8::1/32, 2001:db8::/32",
        "::1, ::1",
        "0.0.0.0/0, 0.0.0.0/0"
    })
    void oneWayOfWritingEach(String text, String canonical) {
        assertThat(Networks.canonical(text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.1",
                "10.0.0.0/33",
                "10.*.*.*",
                "10.0.0.1-9",
                "0x7f.1",
                "example.net",
                "/8",
                "::/129"
            })
    void whatIsNoNetworkIsNone(String text) {
        assertThat(Networks.canonical(text)).isEmpty();
    }

    @Test
    void holdsAddressesOfBothFamilies() {
        Networks networks = Networks.of(List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7"));

        assertThat(List.of("10.255.0.1", "2001:db8:0:0:0:0:0:1", "192.0.2.7")).allMatch(networks::contains);
        assertThat(List.of("11.0.0.1", "2001:db9::1", "192.0.2.8", "", "localhost"))
                .noneMatch(networks::contains);
        assertThat(networks.contains("10.1.0.0/16")).isTrue();
        assertThat(networks.contains("0.0.0.0/0")).isFalse();
    }
}
