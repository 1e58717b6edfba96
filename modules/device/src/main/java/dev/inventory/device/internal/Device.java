package dev.inventory.device.internal;

import dev.inventory.device.DeviceState;
import dev.inventory.device.internal.life.HelpersConverter;
import dev.inventory.device.internal.maintenance.MaintenanceCalendar;
import dev.inventory.device.internal.tags.Tags;
import dev.inventory.device.internal.tags.TagsConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device as it should be. Of what is, it holds the status alone, which the poller writes past this class and past the
 * version: the version and with it the ETag stand for what users wrote.
 */
@Entity
@Table(name = "device")
public class Device {

    /** The reason of a status that nobody has set and no poll has found yet. */
    public static final String NOT_POLLED = "Not polled yet";

    /** As JPA gives it to a new row. */
    static final long FIRST_VERSION = 1;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "organization_id")
    private long organizationId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "type_id")
    private DeviceType type;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    private String name;
    private String hostname;

    @Column(name = "hostname_key")
    private String hostnameKey;

    @Column(name = "serial_number")
    private String serialNumber;

    @Column(name = "mac_address")
    private @Nullable String macAddress;

    private @Nullable String location;
    private @Nullable String description;

    @Column(name = "firmware_version")
    private @Nullable String firmwareVersion;

    @Column(name = "management_ip")
    private @Nullable String managementIp;

    private boolean status;

    @Column(name = "status_reason")
    private String statusReason;

    /** What was concluded, in the word of a {@link DeviceState}. */
    @Column(name = "concluded_state")
    private String concludedState;

    /** What is shown: the same, or that the device is in maintenance. */
    @Column(name = "status_detail")
    private String statusDetail;

    /** The window that is open for the device, and how long: written past this class, like the status. */
    @Column(name = "maintenance_window_id")
    private @Nullable Long maintenanceWindowId;

    @Column(name = "maintenance_since")
    private @Nullable Instant maintenanceSince;

    @Column(name = "maintenance_until")
    private @Nullable Instant maintenanceUntil;

    @Column(name = "last_status_change")
    private Instant lastStatusChange;

    @Column(name = "pending_config")
    private boolean pendingConfig;

    @Column(name = "polling_enabled")
    private boolean pollingEnabled;

    @Column(name = "poll_interval_seconds")
    private @Nullable Integer pollIntervalSeconds;

    @Column(name = "snmp_version")
    private String snmpVersion;

    @Column(name = "snmp_port")
    private int snmpPort;

    @Column(name = "snmp_timeout_ms")
    private int snmpTimeoutMs;

    @Column(name = "snmp_retries")
    private int snmpRetries;

    /** Sealed; bound to {@link #rowKey}, as the keys below. */
    @Column(name = "snmp_community")
    private @Nullable String snmpCommunity;

    @Column(name = "snmp_user")
    private @Nullable String snmpUser;

    @Column(name = "snmp_auth_protocol")
    private @Nullable String snmpAuthProtocol;

    @Column(name = "snmp_auth_key")
    private @Nullable String snmpAuthKey;

    @Column(name = "snmp_priv_protocol")
    private @Nullable String snmpPrivProtocol;

    @Column(name = "snmp_priv_key")
    private @Nullable String snmpPrivKey;

    @Column(name = "snmp_context")
    private @Nullable String snmpContext;

    @Column(name = "status_helpers")
    @Convert(converter = HelpersConverter.class)
    private List<String> statusHelpers;

    @Convert(converter = TagsConverter.class)
    private Tags tags;

    @Column(name = "row_key")
    private String rowKey;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Device() {}

    /** A device of which nothing is known yet: down until somebody says otherwise or it answers. */
    @SuppressWarnings("NullAway") // the fields are set by set()
    Device(DeviceFields fields, DeviceType type, Instant now) {
        this.rowKey = UUID.randomUUID().toString();
        this.createdAt = now;
        this.status = Boolean.TRUE.equals(fields.status());
        this.statusReason = fields.status() == null ? NOT_POLLED : "Set when the device was created";
        this.lastStatusChange = now;
        this.concludedState = (fields.status() == null ? DeviceState.UNKNOWN : state(status)).word();
        this.statusDetail = concludedState;
        set(fields, type, now);
    }

    /**
     * Takes over what a user wrote.
     *
     * @return whether the status is another now
     */
    boolean change(DeviceFields fields, DeviceType newType, String reason, Instant now) {
        set(fields, newType, now);
        Boolean wanted = fields.status();
        if (wanted == null || wanted == status) {
            return false;
        }
        status = wanted;
        statusReason = reason;
        lastStatusChange = now;
        concludedState = state(status).word();
        statusDetail = maintenanceUntil == null ? concludedState : DeviceState.MAINTENANCE.word();
        return true;
    }

    private static DeviceState state(boolean up) {
        return up ? DeviceState.UP : DeviceState.DOWN;
    }

    private void set(DeviceFields fields, DeviceType newType, Instant now) {
        organizationId = fields.organization();
        type = newType;
        parentId = fields.parent();
        name = fields.name();
        hostname = fields.hostname();
        hostnameKey = Hostnames.key(fields.hostname());
        serialNumber = fields.serialNumber();
        macAddress = fields.macAddress();
        location = fields.location();
        description = fields.description();
        firmwareVersion = fields.firmwareVersion();
        managementIp = fields.managementIp();
        pollingEnabled = fields.pollingEnabled();
        pollIntervalSeconds = fields.pollIntervalSeconds();
        snmpVersion = fields.snmp().version();
        snmpPort = fields.snmp().port();
        snmpTimeoutMs = fields.snmp().timeoutMs();
        snmpRetries = fields.snmp().retries();
        snmpUser = fields.snmp().user();
        snmpAuthProtocol = fields.snmp().authProtocol();
        snmpPrivProtocol = fields.snmp().privProtocol();
        snmpContext = fields.snmp().context();
        statusHelpers = fields.statusHelpers();
        tags = fields.tags();
        updatedAt = now;
    }

    /** Keeps a sealed community; it was sealed for {@link #communityPlace}. */
    void keepCommunity(@Nullable String sealed) {
        snmpCommunity = sealed;
    }

    /** Keeps a sealed passphrase; it was sealed for its {@link #secretPlace}. */
    void keepAuthKey(@Nullable String sealed) {
        snmpAuthKey = sealed;
    }

    /** As {@link #keepAuthKey}. */
    void keepPrivKey(@Nullable String sealed) {
        snmpPrivKey = sealed;
    }

    /** Which passphrases it has. */
    SnmpKeys.Kept keptKeys() {
        return new SnmpKeys.Kept(snmpAuthKey != null, snmpPrivKey != null);
    }

    String rowKey() {
        return rowKey;
    }

    /** The place that the community's seal is bound to. */
    String communityPlace() {
        return communityPlace(rowKey);
    }

    /** The place of the community in the row with this key. */
    public static String communityPlace(String rowKey) {
        return secretPlace("snmp_community", rowKey);
    }

    /** The place of the secret of a column in the row with this key. */
    public static String secretPlace(String column, String rowKey) {
        return "device." + column + ":" + rowKey;
    }

    /** The device as a user would write it; secrets are not part of it. */
    DeviceFields fields() {
        return new DeviceFields(
                name,
                hostname,
                serialNumber,
                macAddress,
                type.id(),
                organizationId,
                null,
                location,
                description,
                firmwareVersion,
                managementIp,
                new SnmpFields(
                        snmpVersion,
                        snmpPort,
                        snmpTimeoutMs,
                        snmpRetries,
                        snmpUser,
                        snmpAuthProtocol,
                        snmpPrivProtocol,
                        snmpContext),
                pollIntervalSeconds,
                pollingEnabled,
                parentId,
                statusHelpers,
                tags);
    }

    /** The values of {@link DeviceRows#COLUMNS}, for a device that is inserted past JPA. */
    @Nullable
    Object[] columns() {
        return new @Nullable Object[] {
            organizationId,
            type.id(),
            parentId,
            name,
            hostname,
            hostnameKey,
            serialNumber,
            macAddress,
            location,
            description,
            firmwareVersion,
            managementIp,
            status,
            statusReason,
            concludedState,
            statusDetail,
            maintenanceWindowId,
            maintenanceSince,
            maintenanceUntil,
            lastStatusChange,
            pendingConfig,
            pollingEnabled,
            pollIntervalSeconds,
            snmpVersion,
            snmpPort,
            snmpTimeoutMs,
            snmpRetries,
            snmpCommunity,
            snmpUser,
            snmpAuthProtocol,
            snmpAuthKey,
            snmpPrivProtocol,
            snmpPrivKey,
            snmpContext,
            new HelpersConverter().convertToDatabaseColumn(statusHelpers),
            new TagsConverter().convertToDatabaseColumn(tags),
            rowKey,
            FIRST_VERSION,
            createdAt,
            updatedAt
        };
    }

    long id() {
        return id;
    }

    long version() {
        return version;
    }

    long organizationId() {
        return organizationId;
    }

    DeviceType type() {
        return type;
    }

    boolean status() {
        return status;
    }

    DeviceState concludedState() {
        return DeviceState.of(concludedState);
    }

    /** How the device stands, as a word; shown beside the status. */
    String statusDetail() {
        return statusDetail;
    }

    /** The window that is open for the device, with its begin and end; empty if none is. */
    Optional<MaintenanceCalendar.Open> maintenance() {
        return maintenanceWindowId == null || maintenanceSince == null || maintenanceUntil == null
                ? Optional.empty()
                : Optional.of(new MaintenanceCalendar.Open(maintenanceWindowId, maintenanceSince, maintenanceUntil));
    }

    String statusReason() {
        return statusReason;
    }

    Instant lastStatusChange() {
        return lastStatusChange;
    }

    boolean pendingConfig() {
        return pendingConfig;
    }

    @Nullable
    String sealedCommunity() {
        return snmpCommunity;
    }

    @Nullable
    String sealedAuthKey() {
        return snmpAuthKey;
    }

    @Nullable
    String sealedPrivKey() {
        return snmpPrivKey;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
