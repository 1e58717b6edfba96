package dev.inventory.auth.internal.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {

    @ParameterizedTest
    @CsvSource({
        // asked for: view add change delete; given: view add change delete
        "----, ----",
        "v---, v---",
        "-a--, vac-",
        "--c-, v-c-",
        "---d, v-cd",
        "-a-d, vacd",
        "vacd, vacd"
    })
    void theStrongerPermissionBringsTheWeaker(String asked, String given) {
        RuleSet rules = new RuleSet(3, "device");
        rules.grant(asked.contains("v"), asked.contains("a"), asked.contains("c"), asked.contains("d"));

        assertThat((rules.granted().canView() ? "v" : "-")
                        + (rules.granted().canAdd() ? "a" : "-")
                        + (rules.granted().canChange() ? "c" : "-")
                        + (rules.granted().canDelete() ? "d" : "-"))
                .isEqualTo(given);
    }
}
