package dev.inventory.headlessops.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.device.AddressProbes;
import dev.inventory.device.FoundAgent;
import dev.inventory.device.Probe;
import dev.inventory.device.SnmpCredential;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.fixture.DefaultConfig;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.network.AddressPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryRequestTest {

    /** Reads communities alone. */
    private static final AddressProbes PROBES = new AddressProbes() {
        @Override
        public SnmpCredential read(Body body) {
            String community = body.secret("community", 255).required().or("");
            body.refuseUnknown();
            return SnmpCredential.community("2c", community);
        }

        @Override
        public CompletionStage<Probe<FoundAgent>> ask(
                InetAddress address, List<SnmpCredential> credentials, Manner manner, Executor runner) {
            return CompletableFuture.completedFuture(new Probe.Silent<>(""));
        }
    };

    /** Nobody reaches loopback. */
    private static final AddressPolicy POLICY = new AddressPolicy() {
        @Override
        public Optional<String> refusal(InetAddress address) {
            return address.isLoopbackAddress()
                    ? Optional.of("The loopback address " + address.getHostAddress() + " may not be reached")
                    : Optional.empty();
        }
    };

    @BeforeAll
    static void configure() {
        DefaultConfig.install();
    }

    private static DiscoveryRequest read(String json) {
        return DiscoveryRequest.read(BodyReader.parse(json), PROBES, POLICY);
    }

    private static String with(String more) {
        return "{\"organization\": 101, \"credentials\": [{\"community\": \"public\"}], " + more + "}";
    }

    @Test
    void what_is_left_out_has_its_default() {
        DiscoveryRequest request = read(with("\"cidr\": \"192.0.2.9/29\""));

        assertThat(request.name()).isEqualTo("192.0.2.8/29");
        assertThat(request.addresses()).hasSize(6);
        assertThat(request.manner()).isEqualTo(new AddressProbes.Manner(161, 1000, 1));
        assertThat(request.maxRate()).isEqualTo(100);
        assertThat(request.options().maxRate()).isEqualTo(100);
        assertThat(request.options().timeoutMinutes()).isEqualTo(60);
        assertThat(request.credentials()).hasSize(1);
    }

    @Test
    void the_time_out_leaves_room_for_the_slowest_end() {
        DiscoveryRequest request = read(with("\"cidr\": [\"192.0.2.0/24\", \"198.51.100.0/24\"], \"max_rate\": 1"));

        // 508 addresses at one a second are nine minutes
        assertThat(request.options().timeoutMinutes()).isBetween(60 + 8, 60 + 10);
        assertThat(request.name()).isEqualTo("192.0.2.0/24 and 1 more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cidr\": []                                            | 400 | cidr",
                "\"name\": \"x\"                                         | 400 | cidr",
                "\"cidr\": [\"10.0.0/8\"]                                | 400 | cidr",
                "\"cidr\": [\"192.0.2.0/24\"], \"exclude\": [\"x\"]      | 400 | exclude",
                "\"cidr\": [\"192.0.2.0/24\"], \"port\": 0               | 400 | port",
                "\"cidr\": [\"192.0.2.0/24\"], \"timeout_ms\": 20000     | 400 | timeout_ms",
                "\"cidr\": [\"192.0.2.0/24\"], \"retries\": 9            | 400 | retries",
                "\"cidr\": [\"192.0.2.0/24\"], \"max_rate\": 1001        | 400 | max_rate",
                "\"cidr\": [\"192.0.2.0/24\"], \"max_rat\": 10           | 400 | max_rat",
                "\"cidr\": [\"10.0.0.0/15\"]                             | 422 | cidr",
                "\"cidr\": [\"10.0.0.0/16\", \"10.1.0.0/32\"]            | 422 | cidr",
                "\"cidr\": [\"2001:db8::/64\"]                           | 422 | cidr",
                "\"cidr\": [\"192.0.2.0/24\"], \"exclude\": [\"192.0.0.0/16\"] | 422 | cidr",
                "\"cidr\": [\"192.0.2.0/24\", \"127.0.0.1\"]             | 422 | cidr",
            })
    void what_cannot_be_searched_is_refused_by_its_field(String more, int status, String field) {
        Rejected rejected = catchThrowableOfType(Rejected.class, () -> read(with(more)));

        assertThat(rejected.status()).isEqualTo(status);
        assertThat(rejected.fields()).containsOnlyKeys(field);
    }

    @Test
    void the_worst_is_done_in_a_day() {
        String five = "{\"community\": \"a\"},".repeat(4) + "{\"community\": \"b\"}";
        DiscoveryRequest request = read("{\"organization\": 1, \"cidr\": \"10.0.0.0/16\", \"timeout_ms\": 10000,"
                + " \"retries\": 3, \"max_rate\": 1, \"credentials\": [" + five + "]}");

        assertThat(request.options().timeoutMinutes()).isBetween(18 * 60, OperationOptions.MAX_TIMEOUT_MINUTES - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                               | [This list may not be empty.]",
                "null                             | [This field may not be null.]",
                "\"public\"                       | [Expected a list of at most 5 objects.]",
                "[\"public\"]                     | [Invalid data. Expected a dictionary, but got str.]",
                "[{}]                             | {0={community=[This field is required.]}}",
                "[{\"community\": \"a\"}, {\"community\": 5}] | {1={community=[Not a valid string.]}}",
            })
    void credentials_are_named_by_their_place(String credentials, String errors) {
        Rejected rejected = catchThrowableOfType(
                Rejected.class,
                () -> read("{\"organization\": 1, \"cidr\": \"192.0.2.1\", \"credentials\": " + credentials + "}"));

        assertThat(rejected.fields()).containsOnlyKeys("credentials");
        assertThat(rejected.fields().get("credentials")).hasToString(errors);
    }
}
