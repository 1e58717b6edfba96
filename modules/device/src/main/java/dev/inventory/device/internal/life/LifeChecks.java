package dev.inventory.device.internal.life;

import dev.inventory.platform.failure.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status helpers that there are, by what is written of them. */
@ApplicationScoped
public class LifeChecks {

    /** The field that names a device's or a type's helpers. */
    public static final String FIELD = "status_helpers";

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z]+)(.*)");

    private final Map<String, LifeCheck.Question> known = new ConcurrentHashMap<>();

    @Inject
    @Any
    Instance<LifeCheck> checks;

    /**
     * Insists that the helpers exist.
     *
     * @throws Rejected naming the first that does not, and all that do
     */
    public void require(List<String> written) {
        for (String each : written) {
            if (question(each).isEmpty()) {
                throw Rejected.field(FIELD, "\"" + each + "\" is no status helper. Valid: " + forms() + ".");
            }
        }
    }

    /** Whether SNMP is among the questions. */
    public static boolean isSnmp(LifeCheck.Question question) {
        return question == SnmpCheck.QUESTION;
    }

    /**
     * What a device is asked.
     *
     * @param own the device's helpers as they are stored; null for those of its type
     * @param ofType the type's; null for SNMP
     */
    public LifeQuestions questions(@Nullable String own, @Nullable String ofType, String hostname) {
        String written = own == null ? ofType : own;
        if (written == null) {
            return LifeQuestions.SNMP_ALONE;
        }
        // One that a release before this one knew is left out.
        List<LifeCheck.Question> questions = HelpersConverter.names(written).stream()
                .flatMap(each -> question(each).stream())
                .toList();
        return questions.isEmpty() || questions.equals(LifeQuestions.SNMP_ALONE.questions())
                ? LifeQuestions.SNMP_ALONE
                : new LifeQuestions(questions, hostname);
    }

    private Optional<LifeCheck.Question> question(String written) {
        LifeCheck.Question cached = known.get(written);
        if (cached != null) {
            return Optional.of(cached);
        }
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<LifeCheck.Question> question = checks.stream()
                .filter(check -> check.name().equals(matcher.group(1)))
                .findFirst()
                .flatMap(check -> check.question(matcher.group(2)));
        question.ifPresent(found -> known.put(written, found));
        return question;
    }

    private String forms() {
        return checks.stream().map(LifeCheck::form).sorted().collect(Collectors.joining(", "));
    }
}
