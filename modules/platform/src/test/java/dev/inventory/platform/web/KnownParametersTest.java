package dev.inventory.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.listing.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.junit.jupiter.api.Test;

class KnownParametersTest {

    /** Ways in which a method says what it takes. */
    interface Things {

        @GET
        Page list();

        @GET
        @OwnParameters
        String judging();

        @PUT
        Page write();

        @POST
        @Bulk
        @Parameter(name = "dry_run", in = ParameterIn.QUERY)
        String many();

        @GET
        @Parameter(name = "update_status", in = ParameterIn.QUERY)
        @Parameter(name = "pending", in = ParameterIn.QUERY)
        @Parameter(name = "X-Reason", in = ParameterIn.HEADER)
        String one(@QueryParam("organization") String organization);
    }

    private static Method method(String name) {
        return Arrays.stream(Things.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMethodTakesWhatItsDescriptionNames() {
        assertThat(KnownParameters.names(method("one"))).containsExactly("organization", "pending", "update_status");
        assertThat(KnownParameters.names(method("many"))).containsExactly("atomic", "dry_run");
        assertThat(KnownParameters.names(method("write"))).isEmpty();
    }

    @Test
    void listsJudgeThemselves() {
        assertThat(KnownParameters.judgesItself(method("list"))).isTrue();
        assertThat(KnownParameters.judgesItself(method("judging"))).isTrue();
        assertThat(KnownParameters.judgesItself(method("write"))).isFalse();
        assertThat(KnownParameters.judgesItself(method("one"))).isFalse();
    }

    @Test
    void othersAreRefusedAndSoIsWhatComesTwice() {
        Map<String, List<String>> given =
                Map.of("atomc", List.of("1"), "dry_run", List.of("1", "0"), "a.b", List.of("1"));

        assertThat(KnownParameters.errors(given, Set.of("atomic", "dry_run")).asMap())
                .containsEntry("atomc", List.of("Unknown parameter 'atomc'. Did you mean 'atomic'?"))
                .containsEntry("dry_run", List.of("Give this parameter only once."))
                .containsKey("a.b");
        assertThat(KnownParameters.errors(Map.of("dry_run", List.of("1")), Set.of("dry_run"))
                        .isEmpty())
                .isTrue();
    }
}
