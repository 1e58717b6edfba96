package dev.inventory.headlessops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.inventory.device.DeviceProbes;
import dev.inventory.headlessops.fixture.DefaultConfig;
import dev.inventory.headlessops.internal.execution.OperationSettings;
import dev.inventory.platform.listing.Kind;
import dev.inventory.platform.listing.ListQuery;
import dev.inventory.platform.listing.Listing;
import dev.inventory.platform.listing.Page;
import dev.inventory.platform.web.FailureMapper;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class OperationsResourceTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void a_refresh_of_the_status_that_fails_as_a_whole_is_an_error_of_the_server_and_shows_no_rows() {
        Throwable thrown = catchThrowable(() -> resource().list(uri("true")));
        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("no socket for [1, 2]");
        // nothing that a client is told of: it is answered by 500
        assertThat(FailureMapper.known(thrown)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void who_does_not_ask_for_the_status_is_not_troubled_by_it() {
        assertThat(resource().list(uri("false")).count()).isZero();
        assertThat(told).containsExactly("page");
    }

    private OperationsResource resource() {
        DefaultConfig.install();
        OperationsResource resource = new OperationsResource();
        resource.operations = new Operations() {
            @Override
            public ListQuery query(Map<String, List<String>> parameters) {
                return ListQuery.parse(
                        Listing.of("Operation", "o")
                                .field("id", "o.id", Kind.ID)
                                .flag("update_status")
                                .build(),
                        parameters);
            }

            @Override
            public Set<Long> devicesOf(ListQuery query, int max) {
                return new java.util.TreeSet<>(Set.of(1L, 2L));
            }

            @Override
            public Page page(ListQuery query, UriInfo uri) {
                told.add("page");
                return new Page(0L, null, null, List.of());
            }
        };
        resource.settings = new OperationSettings();
        resource.probes = (DeviceProbes) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeviceProbes.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no socket for " + arguments[0]);
                });
        return resource;
    }

    private static UriInfo uri(String updateStatus) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.add("update_status", updateStatus);
        return (UriInfo) Proxy.newProxyInstance(
                OperationsResourceTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> parameters);
    }
}
