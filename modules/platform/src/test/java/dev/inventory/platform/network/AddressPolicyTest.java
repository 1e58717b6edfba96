package dev.inventory.platform.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, false, true",
        "192.0.2.7, false, true",
        "2001:db8::1, false, true",
        "127.0.0.1, false, false",
        "127.0.0.1, true, true",
        "::1, true, true",
        "::1, false, false",
        "169.254.169.254, true, false",
        "fe80::1, true, false",
        "224.0.0.5, true, false",
        "0.0.0.0, true, false",
        "255.255.255.255, true, false",
        "fd00:ec2::254, true, false",
    })
    void whatMayBeReached(String address, boolean listensOnLoopback, boolean allowed) throws UnknownHostException {
        AddressPolicy policy = new AddressPolicy(listensOnLoopback, List.of());

        assertThat(policy.refusal(InetAddress.getByName(address)).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"127.20.0.0/16, 127.20.3.4, true", "127.20.0.0/16, 127.21.0.1, false", "fe80::/64, fe80::7, true"})
    void whatIsListedMayBeReached(String network, String address, boolean allowed) throws UnknownHostException {
        AddressPolicy policy = new AddressPolicy(false, List.of(network));

        assertThat(policy.refusal(InetAddress.getByName(address)).isEmpty()).isEqualTo(allowed);
    }
}
