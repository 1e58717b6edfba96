package dev.inventory.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingTest {

    @Test
    void aBadValueNamesItsEnvironmentVariable() {
        assertThat(new IllegalSetting("inventory.poll.max-backoff", "'x' is not a length of time"))
                .hasMessage("INVENTORY_POLL_MAX_BACKOFF (inventory.poll.max-backoff): 'x' is not a length of time");
    }
}
