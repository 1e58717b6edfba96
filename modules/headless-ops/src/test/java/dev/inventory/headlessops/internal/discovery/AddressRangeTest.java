package dev.inventory.headlessops.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.json.Json;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    private static List<String> addresses(List<String> cidr, List<String> exclude) {
        return new AddressRange(cidr, exclude).addresses();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77/24, 192.0.2.0/24",
        "192.0.2.7, 192.0.2.7",
        "192.0.2.7/32, 192.0.2.7",
        "2001:DB8:0::1, 2001:db8::1",
        "2001:db8::ff/120, 2001:db8::/120",
    })
    void a_network_is_written_in_one_way(String text, String canonical) {
        assertThat(AddressRange.canonical(text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0",
                "10.0.0/8",
                "10.0.0.0/33",
                "192.0.2.*",
                "192.0.2.1-9",
                "host",
                "::/129",
                "fe80::1%eth0",
                "0x7f000001",
                "*",
                "/24"
            })
    void what_is_no_network_is_refused(String text) {
        assertThat(AddressRange.canonical(text)).isEmpty();
    }

    @Test
    void network_and_broadcast_addresses_are_left_out_above_31() {
        assertThat(addresses(List.of("192.0.2.0/30"), List.of())).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(addresses(List.of("192.0.2.0/31"), List.of())).containsExactly("192.0.2.0", "192.0.2.1");
        assertThat(addresses(List.of("192.0.2.255"), List.of())).containsExactly("192.0.2.255");
        assertThat(addresses(List.of("192.0.2.0/27"), List.of())).hasSize(30);
    }

    @Test
    void an_ipv6_network_is_asked_whole() {
        assertThat(addresses(List.of("2001:db8::/126"), List.of()))
                .containsExactly("2001:db8::", "2001:db8::1", "2001:db8::2", "2001:db8::3");
    }

    @Test
    void each_address_is_asked_once_and_the_excluded_not_at_all() {
        assertThat(addresses(
                        List.of("192.0.2.0/29", "192.0.2.4/30", "2001:db8::1"),
                        List.of("192.0.2.2/31", "2001:db8::/64", "198.51.100.0/24")))
                .containsExactly("192.0.2.1", "192.0.2.4", "192.0.2.5", "192.0.2.6");
    }

    @Test
    void a_network_is_counted_without_being_listed() {
        assertThat(AddressRange.size("10.0.0.0/16")).isEqualTo(BigInteger.valueOf(65_536));
        assertThat(AddressRange.size("2001:db8::/32")).isEqualTo(BigInteger.TWO.pow(96));
        assertThat(AddressRange.size("192.0.2.1")).isEqualTo(BigInteger.ONE);
    }

    @Test
    void is_read_as_it_was_written() {
        AddressRange range = new AddressRange(List.of("192.0.2.0/24"), List.of("192.0.2.1"));
        assertThat(AddressRange.parseJson(Json.write(range))).isEqualTo(range);
    }
}
