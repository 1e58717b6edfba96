package dev.inventory.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {

    private static final List<String> ALLOWED = List.of("inventory.example.com");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:9000,              127.0.0.1, http://127.0.0.1:9000",
        "127.0.0.1, localhost:9000,              127.0.0.1, http://localhost:9000",
        "127.0.0.1, evil.example.com,            127.0.0.1, http://127.0.0.1:8080",
        "192.0.2.7, 192.0.2.7:8080,              192.0.2.7, http://192.0.2.7:8080",
        "192.0.2.7, evil.example.com:8080,       192.0.2.7, http://192.0.2.7:8080",
        "0.0.0.0,   Inventory.Example.com,       192.0.2.7, http://inventory.example.com",
        "0.0.0.0,   evil.example.com,            192.0.2.7, http://192.0.2.7:8080",
        "0.0.0.0,   0.0.0.0:8080,                192.0.2.7, http://192.0.2.7:8080",
        "::,        evil.example.com,            2001:db8::7, http://[2001:db8::7]:8080",
        "::,        [::]:8080,                   fe80::7%eth0, http://[fe80::7]:8080",
    })
    void repeatNoHostThatAnybodyMadeUpAndNoAddressThatNobodyCanCall(
            String listening, String host, String local, String expected) {
        URI request = URI.create("http://" + host + "/api/box/label/k3f09a1z");

        assertThat(Links.asked(request, listening, ALLOWED)
                        .orElseGet(() -> Links.reached(request, listening, local, 8080)))
                .isEqualTo(expected);
    }
}
