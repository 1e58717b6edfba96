package dev.inventory.headlessops.internal.discovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of one candidate of a request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DiscoveryCandidateOutcome", description = "What became of one candidate of a request")
record CandidateOutcome(
        @Schema(description = "The candidate", example = "12")
        long id,

        @Schema(
                description = "201 if a device was made, 200 if there was nothing to do, else as a request for this"
                        + " candidate alone would have been answered",
                example = "201")
        int status,

        @Schema(
                description = "Absent if there is no such candidate",
                enumeration = {"new", "known", "accepted", "ignored"},
                example = "accepted")
        @Nullable
        String state,

        @Schema(description = "The device that it became or was already", example = "1001") @Nullable
        Long device,

        @Schema(description = "What stands in the way, by field of the device") @Nullable
        Map<String, Object> errors) {

    static CandidateOutcome done(long id, int status, Candidate.State state, @Nullable Long device) {
        return new CandidateOutcome(id, status, state.word(), device, null);
    }

    static CandidateOutcome refused(long id, int status, Map<String, Object> errors) {
        return new CandidateOutcome(id, status, null, null, errors);
    }
}
