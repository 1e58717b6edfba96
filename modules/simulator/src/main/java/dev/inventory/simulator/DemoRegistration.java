package dev.inventory.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers the demo's devices, once for a data directory. What was registered before a run that ended half way is
 * found and left as it is.
 */
final class DemoRegistration {
    private static final Map<String, String> CONTACTS =
            Map.of(DemoNetwork.NORTH, "noc@north.example", DemoNetwork.SOUTH, "noc@south.example");

    private final InventoryClient inventory;
    private final Path marker;

    DemoRegistration(InventoryClient inventory, Path data) {
        this.inventory = inventory;
        marker = data.resolve("demo-registered");
    }

    /** Whether a run before this one has registered everything. */
    boolean done() {
        return Files.exists(marker);
    }

    /**
     * Registers what is not registered yet.
     *
     * @throws DemoFailure when the server refuses
     * @throws IOException when the server cannot be reached, or the data directory not be written
     */
    void register(List<DemoDevice> devices, Optional<String> password)
            throws DemoFailure, IOException, InterruptedException {
        String secret = password.orElseThrow(() ->
                new DemoFailure("the password of admin is not known; " + AdminPassword.VARIABLE + " may tell it"));
        String authorization = inventory.token(secret);
        long north = organization(authorization, DemoNetwork.NORTH);
        long south = organization(authorization, DemoNetwork.SOUTH);
        for (DemoDevice device : devices) {
            inventory.device(
                    authorization, device.body(device.organization().equals(DemoNetwork.NORTH) ? north : south));
        }
        Files.createDirectories(marker.toAbsolutePath().getParent());
        Files.writeString(marker, devices.size() + " devices" + System.lineSeparator());
    }

    private long organization(String authorization, String name) throws DemoFailure, IOException, InterruptedException {
        return inventory.organization(authorization, name, CONTACTS.getOrDefault(name, ""));
    }
}
