package dev.inventory.auth.internal.organizations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.Rejected;
import org.junit.jupiter.api.Test;

class OrganizationTest {

    @Test
    void theTreeHasAtMostTwentyLevels() {
        Organization.checkLevels("/" + "1/".repeat(19));

        assertThatThrownBy(() -> Organization.checkLevels("/" + "1/".repeat(20)))
                .isInstanceOf(Rejected.class);
    }
}
