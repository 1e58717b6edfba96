package dev.inventory.headlessops.internal;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.internal.execution.Control;
import dev.inventory.headlessops.internal.execution.DeviceFilters;
import dev.inventory.headlessops.internal.execution.OperationStatus;
import dev.inventory.headlessops.internal.execution.Progress;
import dev.inventory.platform.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it was accepted and as far as it has come. Once it is stored only the engine changes it, by updates
 * that carry its fence; the columns of the lease are the engine's alone and not mapped, but for what a new row needs.
 */
@Entity
@Table(name = "operation")
public class Operation {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "operation_type")
    private String operationType;

    private String status;

    @Column(name = "all_organizations")
    private boolean allOrganizations;

    @Column(name = "filters_json")
    private String filtersJson;

    @Column(name = "options_json")
    private String optionsJson;

    @SuppressWarnings("UnusedVariable") // read by the engine
    @Column(name = "named_devices")
    private int namedDevices;

    @Column(name = "execute_at")
    private Instant executeAt;

    private int priority;

    @SuppressWarnings("UnusedVariable") // read by the engine
    @Column(name = "timeout_minutes")
    private int timeoutMinutes;

    @Column(name = "total_devices")
    private int totalDevices;

    @Column(name = "processed_devices")
    private int processedDevices;

    @Column(name = "failed_devices")
    private int failedDevices;

    @Column(name = "skipped_devices")
    private int skippedDevices;

    @SuppressWarnings("UnusedVariable") // asked for by queries
    @Column(name = "created_by")
    private long createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @SuppressWarnings("UnusedVariable") // a new row starts at 0; then it is the engine's
    private long fence;

    private String control;

    @Column(name = "paused_at")
    private @Nullable Instant pausedAt;

    private @Nullable Instant deadline;

    private int wave;

    @SuppressWarnings("UnusedVariable") // read by the engine
    private long lane;

    @Column(name = "end_reason")
    private @Nullable String endReason;

    @Column(name = "retry_of")
    private @Nullable Long retryOf;

    @Column(name = "series_id")
    private @Nullable Long seriesId;

    private @Nullable String recurrence;

    @Column(name = "time_zone")
    private @Nullable String timeZone;

    private @Nullable String misfire;

    private long version;

    protected Operation() {}

    /**
     * @param lane whose turn it takes: the first of its organizations, 0 if it is for all
     * @param targets how many devices match now
     */
    Operation(OperationRequest request, boolean allOrganizations, long lane, int targets, long createdBy, Instant now) {
        this.operationType = request.operationType();
        this.status = OperationStatus.SCHEDULED.word();
        this.allOrganizations = allOrganizations;
        this.filtersJson = Json.write(request.filters());
        this.optionsJson = Json.write(request.options());
        this.namedDevices = request.filters().ids().size()
                + request.filters().serialNumbers().size();
        this.executeAt = request.firstTime(now);
        this.control = Control.RUN.word();
        this.lane = lane;
        request.recurrence().ifPresent(times -> {
            recurrence = times.cron();
            timeZone = times.zone();
            misfire = times.misfire();
        });
        this.priority = request.priority().rank();
        this.timeoutMinutes = request.options().timeoutMinutes();
        this.totalDevices = targets;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /**
     * The same once more, at once, for the devices that failed in an operation that has ended.
     *
     * @param devices how many these are
     */
    Operation(Operation failed, int devices, long createdBy, Instant now) {
        this.operationType = failed.operationType;
        this.status = OperationStatus.SCHEDULED.word();
        this.allOrganizations = failed.allOrganizations;
        this.filtersJson = failed.filtersJson;
        this.optionsJson = failed.optionsJson;
        this.executeAt = now;
        this.control = Control.RUN.word();
        this.lane = failed.lane;
        this.retryOf = failed.id;
        this.priority = failed.priority;
        this.timeoutMinutes = failed.timeoutMinutes;
        this.totalDevices = devices;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /**
     * Work with addresses, at once.
     *
     * @param addresses how many they are
     */
    Operation(String type, long organization, int addresses, OperationOptions options, long createdBy, Instant now) {
        this.operationType = type;
        this.status = OperationStatus.SCHEDULED.word();
        this.filtersJson = Json.write(DeviceFilters.NONE);
        this.optionsJson = Json.write(options);
        this.executeAt = now;
        this.control = Control.RUN.word();
        this.lane = organization;
        this.priority = Priority.NORMAL.rank();
        this.timeoutMinutes = options.timeoutMinutes();
        this.totalDevices = addresses;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A recurring operation is the first of its series, once it has an id. */
    void beginSeries() {
        if (recurrence != null) {
            seriesId = id;
        }
    }

    long id() {
        return id;
    }

    String operationType() {
        return operationType;
    }

    String status() {
        return status;
    }

    boolean isScheduled() {
        return OperationStatus.SCHEDULED.word().equals(status);
    }

    boolean isInProgress() {
        return OperationStatus.IN_PROGRESS.word().equals(status);
    }

    boolean isCancelled() {
        return OperationStatus.CANCELLED.word().equals(status);
    }

    /** Whether it has come to its end, whichever. */
    boolean hasEnded() {
        return !isScheduled() && !isInProgress();
    }

    Control control() {
        return Control.ofWord(control);
    }

    Optional<Instant> pausedAt() {
        return Optional.ofNullable(pausedAt);
    }

    Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    int wave() {
        return wave;
    }

    Optional<String> endReason() {
        return Optional.ofNullable(endReason);
    }

    Optional<Long> retryOf() {
        return Optional.ofNullable(retryOf);
    }

    Optional<Long> seriesId() {
        return Optional.ofNullable(seriesId);
    }

    Optional<AcceptedOperation.Times> recurrence() {
        return recurrence == null || timeZone == null || misfire == null
                ? Optional.empty()
                : Optional.of(new AcceptedOperation.Times(recurrence, timeZone, misfire));
    }

    boolean isForAllOrganizations() {
        return allOrganizations;
    }

    DeviceFilters filters() {
        return DeviceFilters.parse(filtersJson);
    }

    OperationOptions options() {
        return OperationOptions.parse(optionsJson);
    }

    Instant executeAt() {
        return executeAt;
    }

    Priority priority() {
        return Priority.ofRank(priority);
    }

    int totalDevices() {
        return totalDevices;
    }

    int processedDevices() {
        return processedDevices;
    }

    int failedDevices() {
        return failedDevices;
    }

    int skippedDevices() {
        return skippedDevices;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    long version() {
        return version;
    }

    /** Whole percent of the devices that have been dealt with. */
    int progress() {
        return measured().percent(finishedAt().isPresent());
    }

    /** When it will be done at the rate so far; empty unless it is at work. */
    Optional<Instant> estimatedCompletion() {
        if (!isInProgress() || control() != Control.RUN) {
            return Optional.empty();
        }
        return startedAt().flatMap(since -> measured().estimatedCompletion(since, updatedAt));
    }

    private Progress measured() {
        return new Progress(totalDevices, processedDevices);
    }
}
