package dev.inventory.connection.internal;

import dev.inventory.connection.internal.mapping.Mapped;
import dev.inventory.connection.internal.mapping.MappingFailure;
import dev.inventory.connection.internal.source.Reading;
import dev.inventory.connection.internal.source.Source;
import dev.inventory.connection.internal.source.SourceFailure;
import dev.inventory.connection.internal.source.SourceRecord;
import dev.inventory.connection.internal.source.Sources;
import dev.inventory.connection.internal.source.Stage;
import dev.inventory.connection.internal.sync.Plans;
import dev.inventory.connection.internal.sync.ProfileHealth;
import dev.inventory.connection.internal.sync.SyncPlan;
import dev.inventory.platform.failure.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries a profile out: how far the connection comes, and what the first record would become. No transaction is open. */
@ApplicationScoped
class ProfileTests {

    @Inject
    Plans plans;

    @Inject
    Sources sources;

    @Inject
    ProfileHealth health;

    @Inject
    Clock clock;

    /** @throws NotFound if there is no such profile */
    ProfileTestResult test(long profileId) {
        SyncPlan plan = plans.plan(profileId).orElseThrow(NotFound::object);
        Instant start = clock.instant();
        FirstRecord first = new FirstRecord(plan);
        Optional<Stage> failedAt = Optional.empty();
        String message = null;
        try (Source source = sources.open(plan.settings())) {
            boolean unused = source.read(first);
            if (first.failure != null) {
                failedAt = Optional.of(Stage.MAP);
                message = first.failure;
            }
        } catch (SourceFailure failure) {
            failedAt = Optional.of(failure.stage());
            message = failure.sentence();
        }
        health.tested(profileId, failedAt, message);
        return new ProfileTestResult(
                failedAt.isEmpty() ? "success" : "failed",
                first.mapped == null && failedAt.isEmpty() ? Stage.READ.word() : reached(failedAt),
                stages(plan, failedAt, message, first),
                first.mapped == null ? null : first.mapped.shown(plan.target()),
                start,
                Duration.between(start, clock.instant()).toMillis());
    }

    /** The last stage that was passed. */
    private static String reached(Optional<Stage> failedAt) {
        String reached = "none";
        for (Stage stage : Stage.values()) {
            if (failedAt.isEmpty() || stage.isBefore(failedAt.get())) {
                reached = stage.word();
            }
        }
        return reached;
    }

    private static List<ProfileTestResult.StageResult> stages(
            SyncPlan plan, Optional<Stage> failedAt, @Nullable String message, FirstRecord first) {
        List<ProfileTestResult.StageResult> stages = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            if (failedAt.filter(failed -> failed == stage).isPresent()) {
                stages.add(new ProfileTestResult.StageResult(stage.word(), "failed", message));
            } else if (failedAt.filter(failed -> failed.isBefore(stage)).isPresent()) {
                stages.add(new ProfileTestResult.StageResult(stage.word(), "not_reached", null));
            } else if (stage == Stage.TLS && !plan.settings().isEncrypted()) {
                stages.add(
                        new ProfileTestResult.StageResult(stage.word(), "skipped", "The connection is not encrypted"));
            } else if (stage == Stage.MAP && first.mapped == null) {
                stages.add(new ProfileTestResult.StageResult(stage.word(), "skipped", "The source has no record"));
            } else {
                stages.add(new ProfileTestResult.StageResult(stage.word(), "passed", null));
            }
        }
        return stages;
    }

    /** Has enough with one record that the filters let pass. */
    private static final class FirstRecord implements Reading {

        private final SyncPlan plan;
        private @Nullable Mapped mapped;
        private @Nullable String failure;

        FirstRecord(SyncPlan plan) {
            this.plan = plan;
        }

        @Override
        public boolean record(SourceRecord record, long number) {
            if (!plan.configuration().mapping().wants(record)) {
                return true;
            }
            try {
                mapped = plan.configuration().mapping().map(record);
            } catch (MappingFailure broken) {
                String name = broken.record().isEmpty() ? "#" + number : broken.record();
                failure = "Record " + name + ", " + broken.field() + ": " + broken.sentence();
            }
            return false;
        }

        @Override
        public void broken(String name, String why) {
            failure = failure == null ? "Record " + name + ": " + why : failure;
        }
    }
}
