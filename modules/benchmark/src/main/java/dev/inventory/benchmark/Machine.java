package dev.inventory.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the benchmark runs. */
final class Machine {
    private static final double GIGABYTE = 1L << 30;

    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;
    private static final long MILLIS_IN_TICK = 10;

    /** Counted from the state, which follows the name: cutime and cstime. */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    private Machine() {}

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    static String memory() {
        return String.format(Locale.ROOT, "%.1f GB", system().getTotalMemorySize() / GIGABYTE);
    }

    static String jvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    static String system(String separator) {
        return System.getProperty("os.name") + separator + System.getProperty("os.arch");
    }

    /** The processor time that this process has used. */
    static Duration ownCpu() {
        return Duration.ofNanos(system().getProcessCpuTime());
    }

    /**
     * The processor time that all processes have used, on all cores since the system started; empty where the system
     * does not tell (it does on Linux).
     */
    static Optional<Duration> cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            return lines.findFirst().map(Machine::busy);
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    /** Takes the line of proc(5) that begins with {@code cpu}: hundredths of a second by what they were used for. */
    static Duration busy(String line) {
        String[] ticks = line.strip().split("\\s+");
        long busy = 0;
        for (int i = 1; i <= STEAL && i < ticks.length; i++) {
            busy += i == IDLE || i == IO_WAIT ? 0 : Long.parseLong(ticks[i]);
        }
        return Duration.ofMillis(busy * MILLIS_IN_TICK);
    }

    /** The processor time that a process's children had used that have ended; none where the system does not tell. */
    static Duration cpuOfEndedChildren(long pid) {
        try {
            return ofEndedChildren(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (IOException notLinux) {
            return Duration.ZERO;
        }
    }

    /** Takes what proc(5) says of a process: the name, which may hold anything, stands in brackets. */
    static Duration ofEndedChildren(String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).strip().split("\\s+");
        long ticks = Long.parseLong(afterName[CHILDREN_USER]) + Long.parseLong(afterName[CHILDREN_SYSTEM]);
        return Duration.ofMillis(ticks * MILLIS_IN_TICK);
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}
