package dev.inventory.box.internal.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSheetTest {

    private static final String WARNING = "INVENTORY_PUBLIC_URL";

    private static String sheet(String base) {
        Label label = new Label("Box", "Shelf A", "k3f09a1z", URI.create(base + "/api/box/get/k3f09a1z"));
        return new LabelSheet(List.of(label), 3).page().body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://127.20.0.1", "http://localhost:8080", "http://[::1]:8080"})
    void warnsOfAnAddressThatNobodyElseCanReach(String base) {
        assertThat(sheet(base)).contains("The codes lead to " + base + "/.", WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://inventory.example.com", "http://192.0.2.7:8080", "http://localhost.example.com"})
    void tellsWhereTheCodesLead(String base) {
        assertThat(sheet(base)).contains("The codes lead to " + base + "/.").doesNotContain(WARNING);
    }

    @Test
    void anEmptySheetLeadsNowhere() {
        assertThat(new LabelSheet(List.of(), 3).page().body())
                .contains("0 labels")
                .doesNotContain("lead to");
    }
}
