package dev.inventory.auth.internal.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.json.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesResourceTest {

    /** Sees and changes devices in one organization. */
    private static final Caller CALLER = new Caller() {
        @Override
        public long userId() {
            return 7;
        }

        @Override
        public String username() {
            return "jane";
        }

        @Override
        public boolean isSuperuser() {
            return false;
        }

        @Override
        public OrganizationScope scope(String role, Permission permission) {
            boolean may = "device".equals(role) && (permission == Permission.VIEW || permission == Permission.CHANGE);
            return may ? OrganizationScope.of(Set.of(5L)) : OrganizationScope.NOTHING;
        }
    };

    @Test
    void rolesAndPermissionsHaveAFixedOrderAndNothingIsNull() {
        RolesResource.RolesDetail roles =
                new RolesResource.RolesDetail(7, "jane", RolesResource.rolesOf(CALLER), false, true);

        assertThat(Json.write(roles))
                .isEqualTo("{\"user\":7,\"username\":\"jane\",\"roles\":{\"admin\":null,\"organization\":null,"
                        + "\"device\":[\"view\",\"change\"],\"connection_profile\":null,\"operation\":null,"
                        + "\"box\":null,\"item\":null},\"is_staff\":false,\"is_superuser\":true}");
    }

    @Test
    void aUserIsShownAsTheClientsKnowIt() {
        assertThat(Json.write(new UserDetail(7, "jane", "Jane", "Doe", "j@example.org", false, true, true)))
                .isEqualTo("{\"pk\":7,\"username\":\"jane\",\"first_name\":\"Jane\",\"last_name\":\"Doe\","
                        + "\"email\":\"j@example.org\",\"is_staff\":false,\"is_superuser\":true,\"is_active\":true}");
    }
}
