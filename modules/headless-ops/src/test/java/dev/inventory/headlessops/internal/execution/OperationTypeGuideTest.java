package dev.inventory.headlessops.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.DeviceCatalog;
import dev.inventory.headlessops.ErrorClass;
import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.OperationType;
import dev.inventory.headlessops.Outcome;
import dev.inventory.headlessops.Target;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to new types shows does what it says. */
class OperationTypeGuideTest {

    private static final Path GUIDE = Path.of("../../docs/operation-types.md");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String CLASS = "com.example.inventory.LowerCaseNames";

    @TempDir
    Path directory;

    @Test
    void the_example_compiles_and_runs() throws Exception {
        Matcher code = CODE.matcher(Files.readString(GUIDE));
        assertThat(code.find()).isTrue();
        Path source = Files.writeString(directory.resolve("LowerCaseNames.java"), code.group(1));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(), "-d", directory.toString(), source.toString());
        assertThat(result).isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            OperationType type = (OperationType)
                    loader.loadClass(CLASS).getDeclaredConstructor().newInstance();
            assertThat(type.name()).isEqualTo("lower_case_names");
            assertThat(run(type, "core-sw-01").kind()).isEqualTo(Outcome.Kind.OK);
            Outcome failed = run(type, "Core-SW-01");
            assertThat(failed.errorClass()).contains(ErrorClass.NON_COMPLIANT);
            assertThat(failed.after()).contains("core-sw-01");
        }
    }

    private static Outcome run(OperationType type, String name) {
        DeviceCatalog.Entry device =
                new DeviceCatalog.Entry(7, name, "SN-7", "", Optional.empty(), "2c", Optional.empty());
        return type.run(new Target(7, "SN-7", device), OperationOptions.DEFAULT, Runnable::run)
                .toCompletableFuture()
                .join();
    }

    /** Surefire hands a long class path over in a property of its own. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
