package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.inventory.device.AddressProbes.Manner;
import dev.inventory.platform.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A search for devices as it was asked for. How far it has come stands in its operation, which has the same id. */
@Entity
@Table(name = "discovery")
public class Discovery {

    @Id
    private Long id;

    @Column(name = "organization_id")
    private long organizationId;

    private String name;
    private @Nullable String description;

    @Column(name = "range_json")
    private String rangeJson;

    @Column(name = "credentials_json")
    private String credentialsJson;

    @Column(name = "snmp_port")
    private int snmpPort;

    @Column(name = "snmp_timeout_ms")
    private int snmpTimeoutMs;

    @Column(name = "snmp_retries")
    private int snmpRetries;

    @Column(name = "max_rate")
    private int maxRate;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    /** What is kept in clear of a credential. */
    private record Credential(String version, String user) {}

    @SuppressWarnings("NullAway") // the persistence provider fills the fields
    protected Discovery() {}

    /** @param operation the id of the operation that does the work */
    Discovery(long operation, DiscoveryRequest request, String createdBy, Instant now) {
        this.id = operation;
        this.organizationId = request.organization();
        this.name = request.name();
        this.description = request.description();
        this.rangeJson = Json.write(request.range());
        this.credentialsJson = Json.write(request.credentials().stream()
                .map(credential -> new Credential(credential.version(), credential.user()))
                .toList());
        this.snmpPort = request.manner().port();
        this.snmpTimeoutMs = request.manner().timeoutMs();
        this.snmpRetries = request.manner().retries();
        this.maxRate = request.maxRate();
        this.createdBy = createdBy;
        this.createdAt = now;
    }

    long id() {
        return id;
    }

    long organizationId() {
        return organizationId;
    }

    String name() {
        return name;
    }

    Optional<String> description() {
        return Optional.ofNullable(description);
    }

    AddressRange range() {
        return AddressRange.parseJson(rangeJson);
    }

    Manner manner() {
        return new Manner(snmpPort, snmpTimeoutMs, snmpRetries);
    }

    int maxRate() {
        return maxRate;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** What may be shown of the credentials, in their order. */
    List<DiscoveryView.Credential> credentials() {
        try {
            List<Credential> kept = Json.mapper().readValue(credentialsJson, new TypeReference<List<Credential>>() {});
            return IntStream.range(0, kept.size())
                    .mapToObj(number -> new DiscoveryView.Credential(
                            number, kept.get(number).version(), kept.get(number).user()))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a discovery's credentials", e);
        }
    }
}
