package dev.inventory.headlessops.internal.discovery;

import dev.inventory.device.DeviceMatches.Match;
import dev.inventory.device.DeviceMatches.Traits;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Something that answered in a discovery. The rows are made by the engine, in the transaction of its results. */
@Entity
@Table(name = "discovery_candidate")
@SuppressWarnings("UnusedVariable") // some are read by queries alone
public class Candidate {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "discovery_id")
    private long discoveryId;

    private String address;

    @Column(name = "sys_name")
    private @Nullable String sysName;

    @Column(name = "sys_descr")
    private @Nullable String sysDescr;

    @Column(name = "sys_object_id")
    private @Nullable String sysObjectId;

    @Column(name = "sys_location")
    private @Nullable String sysLocation;

    @Column(name = "serial_number")
    private @Nullable String serialNumber;

    private @Nullable String model;

    @Column(name = "firmware_version")
    private @Nullable String firmwareVersion;

    @Column(name = "mac_address")
    private @Nullable String macAddress;

    @Column(name = "engine_id")
    private @Nullable String engineId;

    private @Nullable String vendor;

    @Column(name = "device_type")
    private @Nullable String deviceType;

    private int credential;

    private String state;

    @Column(name = "device_id")
    private @Nullable Long deviceId;

    @Column(name = "matched_by")
    private @Nullable String matchedBy;

    @Column(name = "found_at")
    private Instant foundAt;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    @SuppressWarnings("NullAway") // the persistence provider fills the fields
    protected Candidate() {}

    /** What has become of it. */
    enum State {
        /** No device yet. */
        NEW,
        /** A device that was in the inventory already. */
        KNOWN,
        /** Became a device. */
        ACCEPTED,
        /** Is not to become one, as a user said. */
        IGNORED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    long discoveryId() {
        return discoveryId;
    }

    String state() {
        return state;
    }

    boolean is(State asked) {
        return asked.word().equals(state);
    }

    String address() {
        return address;
    }

    int credential() {
        return credential;
    }

    Optional<String> engineId() {
        return Optional.ofNullable(engineId);
    }

    Optional<String> macAddress() {
        return Optional.ofNullable(macAddress);
    }

    Optional<String> serialNumber() {
        return Optional.ofNullable(serialNumber);
    }

    Optional<String> sysName() {
        return Optional.ofNullable(sysName);
    }

    Optional<String> sysDescr() {
        return Optional.ofNullable(sysDescr);
    }

    Optional<String> sysLocation() {
        return Optional.ofNullable(sysLocation);
    }

    Optional<String> firmwareVersion() {
        return Optional.ofNullable(firmwareVersion);
    }

    Optional<String> deviceType() {
        return Optional.ofNullable(deviceType);
    }

    OptionalLong deviceId() {
        return deviceId == null ? OptionalLong.empty() : OptionalLong.of(deviceId);
    }

    /** What it is known by. */
    Traits traits() {
        return new Traits(address, sysName(), serialNumber(), macAddress(), engineId());
    }

    void accepted(long device, Instant at) {
        state = State.ACCEPTED.word();
        deviceId = device;
        decidedAt = at;
    }

    void known(Match match, Instant at) {
        state = State.KNOWN.word();
        deviceId = match.deviceId();
        matchedBy = match.by().word();
        decidedAt = at;
    }

    void ignored(Instant at) {
        state = State.IGNORED.word();
        decidedAt = at;
    }
}
