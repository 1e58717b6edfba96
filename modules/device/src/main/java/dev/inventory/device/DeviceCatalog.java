package dev.inventory.device;

import dev.inventory.platform.access.OrganizationScope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is in the inventory. Answers come from the current transaction. */
public interface DeviceCatalog {

    /** A device in short. */
    record Summary(long id, String name, String serialNumber, long organizationId) {}

    /**
     * What the inventory holds of a device, for who compares it with something.
     *
     * @param model of the device's type; empty if it has none
     * @param snmpVersion {@code 1} or {@code 2c}
     * @param lastSeen when it last answered; empty if it never did
     */
    record Entry(
            long id,
            String name,
            String serialNumber,
            String model,
            Optional<String> firmwareVersion,
            String snmpVersion,
            Optional<Instant> lastSeen) {}

    /**
     * A device as other objects show it.
     *
     * @param up its status after the last check
     * @param lastSeen when it last answered; empty if it never did
     */
    record Sighting(long id, String name, boolean up, Optional<Instant> lastSeen) {}

    /** How many devices the selection meets within the scope. */
    long count(DeviceSelection selection, OrganizationScope scope);

    /** The ids of those devices, ascending. */
    List<Long> ids(DeviceSelection selection, OrganizationScope scope);

    /**
     * Some of those devices, by id.
     *
     * @param after only those whose id is greater
     * @param max at most so many; fewer come only when there are no more
     */
    List<Summary> page(DeviceSelection selection, OrganizationScope scope, long after, int max);

    /** The devices with these ids; one that is gone is missing from the answer. */
    Map<Long, Summary> byIds(Collection<Long> ids);

    /** What the inventory holds of the devices with these ids; one that is gone is missing from the answer. */
    Map<Long, Entry> entries(Collection<Long> ids);

    /**
     * The device within the scope that has this serial number: the one that is recorded with it or, without one, the one
     * that said so of itself.
     */
    Optional<Sighting> withSerial(String serialNumber, OrganizationScope scope);

    /** The device with this id, if it is within the scope. */
    Optional<Sighting> withId(long id, OrganizationScope scope);

    /**
     * The device within the scope that is recorded with this MAC address, however it is written; empty also for a text
     * that is no MAC address.
     */
    Optional<Sighting> withMac(String macAddress, OrganizationScope scope);

    /** What is wrong with filters of a selection, by the filter's name; empty if the list of devices takes them. */
    Map<String, List<String>> wrongFilters(Map<String, String> filters);

    /** Those of the given slugs or ids that name no device type. */
    Set<String> unknownTypes(Collection<String> types);
}
