package dev.inventory.headlessops.internal.discovery;

import dev.inventory.device.DeviceMatches;
import dev.inventory.device.DeviceMatches.Match;
import dev.inventory.device.DeviceMatches.Traits;
import dev.inventory.device.FoundAgent;
import dev.inventory.headlessops.Finding;
import dev.inventory.headlessops.internal.execution.Findings;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.persistence.BulkInsert;
import dev.inventory.platform.persistence.BulkInsert.Column;
import dev.inventory.platform.persistence.BulkInsert.SqlType;
import dev.inventory.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what answered, and which device of the inventory it is, if it is one. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class FoundCandidates implements Findings {

    private static final int MAX_NAME = 255;
    private static final int MAX_SERIAL = 128;
    private static final int MAX_DESCRIPTION = 2000;

    private static final BulkInsert ROWS = new BulkInsert(
            "discovery_candidate",
            new Column("discovery_id", SqlType.BIGINT),
            new Column("address", SqlType.TEXT),
            new Column("sys_name", SqlType.TEXT),
            new Column("sys_descr", SqlType.TEXT),
            new Column("sys_object_id", SqlType.TEXT),
            new Column("sys_location", SqlType.TEXT),
            new Column("serial_number", SqlType.TEXT),
            new Column("model", SqlType.TEXT),
            new Column("firmware_version", SqlType.TEXT),
            new Column("mac_address", SqlType.TEXT),
            new Column("engine_id", SqlType.TEXT),
            new Column("vendor", SqlType.TEXT),
            new Column("device_type", SqlType.TEXT),
            new Column("credential", SqlType.INTEGER),
            new Column("state", SqlType.TEXT),
            new Column("device_id", SqlType.BIGINT),
            new Column("matched_by", SqlType.TEXT),
            new Column("found_at", SqlType.INSTANT));

    @Inject
    Database database;

    @Inject
    Discoveries discoveries;

    @Inject
    DeviceMatches matches;

    @Inject
    Organizations organizations;

    @Override
    public void record(long operationId, List<Finding> findings, Instant at) {
        long organization = discoveries.plan(operationId).organizationId();
        OrganizationScope scope = OrganizationScope.of(organizations.withDescendants(organization));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Finding finding : findings) {
            FoundAgent agent = finding.agent();
            Traits traits = new Traits(
                    finding.address(),
                    agent.sysName(),
                    agent.identity().serialNumber(),
                    agent.macAddress(),
                    agent.engineId());
            Optional<Match> match = matches.match(traits, scope);
            // By the engine it will be known again wherever it moves.
            match.ifPresent(
                    known -> agent.engineId().ifPresent(engine -> matches.learnEngine(known.deviceId(), engine)));
            rows.add(row(operationId, finding.address(), agent, match, at));
        }
        int unused = database.run(connection -> {
            ROWS.write(connection, rows);
            return rows.size();
        });
    }

    private static @Nullable Object[] row(
            long discovery, String address, FoundAgent agent, Optional<Match> match, Instant at) {
        return new @Nullable Object[] {
            discovery,
            address,
            cut(agent.sysName(), MAX_NAME),
            cut(agent.sysDescr(), MAX_DESCRIPTION),
            cut(agent.sysObjectId(), MAX_NAME),
            cut(agent.sysLocation(), MAX_NAME),
            cut(agent.identity().serialNumber(), MAX_SERIAL),
            cut(agent.identity().model(), MAX_NAME),
            cut(agent.identity().firmwareVersion(), MAX_SERIAL),
            agent.macAddress().orElse(null),
            agent.engineId().orElse(null),
            agent.vendor().orElse(null),
            agent.type().orElse(null),
            agent.credential(),
            (match.isPresent() ? Candidate.State.KNOWN : Candidate.State.NEW).word(),
            match.map(Match::deviceId).orElse(null),
            match.map(known -> known.by().word()).orElse(null),
            at
        };
    }

    private static @Nullable String cut(Optional<String> text, int most) {
        return text.map(whole -> whole.length() > most ? whole.substring(0, end(whole, most)) : whole)
                .orElse(null);
    }

    /** Not in the middle of a character. */
    private static int end(String text, int most) {
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }
}
