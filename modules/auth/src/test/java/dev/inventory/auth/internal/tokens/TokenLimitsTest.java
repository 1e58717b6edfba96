package dev.inventory.auth.internal.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.access.Permission;
import dev.inventory.platform.access.SecuredBy;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.BodyReader;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLimitsTest {

    private static final TokenLimits UNLIMITED = limits(true, List.of(), List.of());
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    private static TokenLimits limits(boolean write, List<String> ips, List<String> scopes) {
        return new TokenLimits(write, ips, scopes);
    }

    private static NewToken read(String json, TokenLimits inherited) {
        return NewToken.read(BodyReader.parse(json), TODAY, TODAY.plusDays(365), TODAY.plusYears(10), inherited);
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void withoutLimitsItMayWhatItsUserMay(Permission permission) {
        assertThat(UNLIMITED.permits("device", permission)).isTrue();
        assertThat(UNLIMITED.permits(SecuredBy.SELF, permission)).isTrue();
        assertThat(UNLIMITED.isRestricted()).isFalse();
        assertThat(UNLIMITED.permitsAddress("192.0.2.1")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void whatMayNotWriteMayOnlyLook(Permission permission) {
        TokenLimits reader = limits(false, List.of(), List.of());

        assertThat(reader.permits("device", permission)).isEqualTo(permission == Permission.VIEW);
        assertThat(reader.permits(SecuredBy.SELF, permission)).isEqualTo(permission == Permission.VIEW);
    }

    @Test
    void scopesAreAllThereIs() {
        TokenLimits scoped = limits(true, List.of(), List.of("BOX_CREATE", "BOXES_LIST"));

        assertThat(scoped.permits("box", Permission.ADD)).isTrue();
        assertThat(scoped.permits("box", Permission.VIEW)).isTrue();
        assertThat(scoped.permits("box", Permission.DELETE)).isFalse();
        assertThat(scoped.permits("item", Permission.VIEW)).isFalse();
        assertThat(scoped.permits(SecuredBy.SELF, Permission.ADD)).isFalse();
    }

    @Test
    void scopesNeverLetOneWriteThatMayNot() {
        assertThat(limits(false, List.of(), List.of("BOX_CREATE")).permits("box", Permission.ADD))
                .isFalse();
    }

    @Test
    void lessIsWithinMoreAndNotTheOtherWayRound() {
        TokenLimits narrow = limits(false, List.of("10.1.0.0/16"), List.of("BOX_GET"));
        TokenLimits wide = limits(true, List.of("10.0.0.0/8"), List.of("BOX_GET", "BOX_CREATE"));

        assertThat(narrow.isWithin(wide)).isTrue();
        assertThat(narrow.isWithin(UNLIMITED)).isTrue();
        assertThat(wide.isWithin(narrow)).isFalse();
        assertThat(UNLIMITED.isWithin(limits(false, List.of(), List.of()))).isFalse();
        assertThat(UNLIMITED.isWithin(limits(true, List.of("10.0.0.0/8"), List.of())))
                .isFalse();
        assertThat(UNLIMITED.isWithin(limits(true, List.of(), List.of("BOX_GET"))))
                .isFalse();
    }

    @Test
    void whatIsNotSaidIsInherited() {
        NewToken token = read("{}", limits(true, List.of("10.0.0.0/8"), List.of()));

        assertThat(token.expiry()).isEqualTo(TODAY.plusDays(365));
        assertThat(token.limits().allowedIps()).containsExactly("10.0.0.0/8");
        assertThat(token.limits().writeEnabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expiry\": \"2026-11-21\"}",
                "{\"expiry\": \"2036-11-22\"}",
                "{\"expiry\": \"soon\"}",
                "{\"write_enabled\": \"no\"}",
                "{\"allowed_ips\": [\"10.0.0.0/40\"]}",
                "{\"allowed_ips\": {}}",
                "{\"scopes\": [\"BOX_PAINT\"]}",
                "{\"scope\": [\"BOX_GET\"]}",
                "{\"name\": \"a\\u0000b\"}"
            })
    void whatCannotBeIsRefused(String json) {
        assertThatThrownBy(() -> read(json, UNLIMITED)).isInstanceOf(Rejected.class);
    }

    @Test
    void everyScopeFitsItsColumn() {
        assertThat(String.join(",", TokenScope.names())).hasSizeLessThan(1000);
    }
}
