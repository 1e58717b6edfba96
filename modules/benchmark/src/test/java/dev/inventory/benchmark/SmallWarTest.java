package dev.inventory.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallWarTest {
    private static final String PACKAGE = "WEB-INF/classes/dev/inventory/benchmark/constant/";

    @Test
    void oneHoldsTheConstantAndTheOtherNothingButAPage(@TempDir Path directory) throws Exception {
        try (var war = new JarFile(SmallWar.constant(directory).toFile())) {
            assertThat(war.stream().map(entry -> entry.getName()))
                    .containsExactly(
                            "index.html", PACKAGE + "ConstantApplication.class", PACKAGE + "ConstantResource.class");
        }
        try (var war = new JarFile(SmallWar.empty(directory).toFile())) {
            assertThat(war.stream().map(entry -> entry.getName())).containsExactly("index.html");
        }
    }
}
