package dev.inventory.box.internal.barcodes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INV-BXk3f09a1z | BOX | k3f09a1z",
                "inv-bxK3F09A1Z | BOX | k3f09a1z",
                "INV-ITm2x7q0bd | ITEM | m2x7q0bd",
                "INV-DV17 | DEVICE | 17",
                "{\"box\": \"k3f09a1z\"} | BOX | k3f09a1z",
                "{\"item\":\"M2X7Q0BD\"} | ITEM | m2x7q0bd",
                "{\"device\": 17} | DEVICE | 17",
                "{\"device\": \"17\"} | DEVICE | 17",
                "https://inventory.example.com/api/box/get/k3f09a1z | BOX | k3f09a1z",
                "http://127.0.0.1:8080/api/item/get/m2x7q0bd/ | ITEM | m2x7q0bd",
                "HTTPS://old.example.com/tools/api/box/get/k3f09a1z | BOX | k3f09a1z",
            })
    void readsTheServersOwnCodes(String code, Model model, String id) {
        assertThat(Target.written(code)).contains(new Target(model, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k3f09a1z",
                "4006381333931",
                "INV-BX",
                "INV-BXk3f09a1",
                "INV-BXk3f09a1zz",
                "INV-XXk3f09a1z",
                "INV-DVx",
                "INV-DV1234567890123456789",
                "{\"box\": \"k3f09a1z\", \"item\": \"m2x7q0bd\"}",
                "{\"box\": null}",
                "{\"box\": [\"k3f09a1z\"]}",
                "{\"device\": 1.5}",
                "{\"shelf\": \"k3f09a1z\"}",
                "{\"box\": \"k3f09a1z\"",
                "{}",
                "ftp://example.com/api/box/get/k3f09a1z",
                "http://example.com/api/box/get/",
                "http://example.com/api/box/get/k3f09a1z?x=1",
                "http://example.com/?x=/api/box/get/k3f09a1z",
                "/api/box/get/k3f09a1z",
            })
    void leavesAllOtherCodesAlone(String code) {
        assertThat(Target.written(code)).isEmpty();
    }

    @Test
    void writesWhatItReads() {
        for (Target target : new Target[] {
            new Target(Model.BOX, "k3f09a1z"), new Target(Model.ITEM, "m2x7q0bd"), new Target(Model.DEVICE, "17")
        }) {
            assertThat(Target.written(target.shortCode())).contains(target);
        }
    }

    @Test
    void countsNeitherControlCharactersNorOuterSpace() {
        ScannedText scanned = ScannedText.of("[)>\u001e06\u001dP311-ND\u0004\r\n");

        assertThat(scanned.code()).isEqualTo("[)>06P311-ND");
        assertThat(scanned.hash())
                .isEqualTo(ScannedText.of(" [)>06P311-ND").hash())
                .hasSize(32);
        assertThat(scanned.data()).isEqualTo("[)>\u001e06\u001dP311-ND\u0004\r\n");
    }

    @Test
    void hashesAsInvenTreeDoes() {
        assertThat(ScannedText.of("abc").hash()).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    }
}
