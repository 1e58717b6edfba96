package dev.inventory.auth.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.web.PathTemplate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardsTest {

    private final PathGuards guards = new PathGuards(Map.of(
            "/", "root",
            "user", "admin",
            "user/me", "self",
            "user/token/", "token",
            "v1/device", "device",
            "v1/device/{id}/operation", "operation",
            "v1/device/{id: [0-9]+}/operation/log", "log",
            "v1/{kind}/operation", "any"));

    @ParameterizedTest
    @CsvSource({
        "'', root",
        "/, root",
        "user, admin",
        "user/, admin",
        "user/7, admin",
        "user/meadow, admin",
        "user/me, self",
        "user/me/set-password/, self",
        "user/token, token",
        "v1/device/5, device",
        "v1/device/5/operation, operation",
        "v1/device/5/operation/9, operation",
        "v1/device/5/operation/log/1, log",
        "v1/device/operation, any",
        "v1/box/operation, any"
    })
    void theLongestPrefixOfWholeSegmentsGuards(String path, String guard) {
        assertThat(guards.of(path)).contains(guard);
    }

    @ParameterizedTest
    @CsvSource({
        "//user//me/, self",
        "user;x=1/me;y=2, self",
        "%75ser/m%65, self",
        "v1/device/a%2Fb/operation, operation",
        "v1/d%65vice/5, device"
    })
    void noWayOfWritingAPathGetsAroundItsGuard(String path, String guard) {
        assertThat(guards.of(path)).contains(guard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2/device", "users", "nothing/here", "%zz"})
    void anUnknownPathHasNone(String path) {
        assertThat(guards.of(path)).isEmpty();
    }

    @Test
    void plusIsNoSpaceInAPath() {
        assertThat(PathTemplate.segments("a+b/c%20d")).containsExactly("a+b", "c d");
    }
}
