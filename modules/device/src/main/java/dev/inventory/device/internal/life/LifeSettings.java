package dev.inventory.device.internal.life;

import dev.inventory.platform.settings.Setting;
import dev.inventory.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How status helpers ask. */
@ApplicationScoped
public class LifeSettings implements Settings {

    private final Duration patience;
    private final int parallel;
    private final String ping;

    LifeSettings() {
        this(
                Setting.duration(
                        "inventory.status.helper-timeout",
                        Duration.ofSeconds(2),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30)),
                Setting.integer("inventory.status.helper-parallel", 200, 1, 5_000),
                Setting.text("inventory.status.ping", "ping"));
    }

    LifeSettings(Duration patience, int parallel, String ping) {
        this.patience = patience;
        this.parallel = parallel;
        this.ping = ping;
    }

    /** How long each helper but {@code snmp} waits for an answer. */
    public Duration patience() {
        return patience;
    }

    /** How many questions each of these helpers has open at the same time; the others wait. */
    int parallel() {
        return parallel;
    }

    /** The program that sends an ICMP echo. */
    String ping() {
        return ping;
    }
}
