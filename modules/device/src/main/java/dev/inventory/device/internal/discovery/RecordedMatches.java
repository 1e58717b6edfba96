package dev.inventory.device.internal.discovery;

import dev.inventory.device.DeviceMatches;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows devices by what is recorded of them and by what they said. In plain SQL on the transaction's own connection: the
 * entity manager may read by another one, which on Derby would wait for what this transaction has noted itself.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class RecordedMatches implements DeviceMatches {

    private static final String SERIAL = "SELECT d.id FROM device d WHERE d.serial_number = ?";
    private static final String OBSERVED_SERIAL =
            "SELECT d.id FROM device_poll p JOIN device d ON d.id = p.device_id WHERE p.observed_serial = ?";
    private static final String ENGINE =
            "SELECT d.id FROM device_poll p JOIN device d ON d.id = p.device_id WHERE p.engine_id = ?";
    private static final String MAC = "SELECT d.id FROM device d WHERE d.mac_address = ?";
    private static final String HOSTNAME = "SELECT d.id FROM device d WHERE d.hostname_key = ?";
    private static final String MANAGEMENT_IP = "SELECT d.id FROM device d WHERE d.management_ip = ?";
    private static final String LEARN = "UPDATE device_poll SET engine_id = ? WHERE device_id = ?";

    @Inject
    Database database;

    /** A way to know a device. */
    private record Way(By by, String sql, Optional<String> value) {}

    @Override
    public Optional<Match> match(Traits traits, OrganizationScope scope) {
        Optional<String> address = Optional.of(traits.address());
        // Of the names only those that are whole: agents as they leave the factory all have the same short one.
        Optional<String> name = traits.sysName()
                .filter(sysName -> sysName.contains("."))
                .map(sysName -> sysName.toLowerCase(Locale.ROOT));
        return Stream.of(
                        new Way(By.SERIAL_NUMBER, SERIAL, traits.serialNumber()),
                        new Way(By.SERIAL_NUMBER, OBSERVED_SERIAL, traits.serialNumber()),
                        new Way(By.ENGINE_ID, ENGINE, traits.engineId()),
                        new Way(By.MAC_ADDRESS, MAC, traits.macAddress()),
                        new Way(By.HOSTNAME, HOSTNAME, address),
                        new Way(By.HOSTNAME, MANAGEMENT_IP, address),
                        new Way(By.HOSTNAME, HOSTNAME, name))
                .map(way -> find(way, scope))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void learnEngine(long deviceId, String engineId) {
        int unused = database.run(connection -> {
            try (PreparedStatement learn = connection.prepareStatement(LEARN)) {
                learn.setString(1, engineId);
                learn.setLong(2, deviceId);
                return learn.executeUpdate();
            }
        });
    }

    private Optional<Match> find(Way way, OrganizationScope scope) {
        if (way.value().isEmpty() || scope.isEmpty()) {
            return Optional.empty();
        }
        String within = scope.all()
                ? ""
                : scope.ids().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", " AND d.organization_id IN (", ")"));
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(way.sql() + within + " ORDER BY d.id")) {
                select.setMaxRows(1);
                select.setString(1, way.value().get());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(new Match(rows.getLong(1), way.by())) : Optional.empty();
                }
            }
        });
    }
}
