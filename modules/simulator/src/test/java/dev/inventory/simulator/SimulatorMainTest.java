package dev.inventory.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--agents|--agents needs a value",
                "--agents many|--agents many is not a whole number",
                "--agents 0|a farm has one agent at least",
                "--agent 5|unknown option --agent",
                "--verbose=yes|unknown option --verbose",
                "here|not an option: here",
                "--dead 3%% |--dead 3%% is not a number of agents or a percentage, such as 3%",
                "--dead 101%|--dead 101% is not a number of agents or a percentage, such as 3%",
                "--dead 150 --agents 100|150 agents are to misbehave, but there are 100",
                "--loss 120|--loss 120 is not a percentage, such as 20%",
                "--flap-period 60|--flap-period 60 is not a length of time, such as 500ms, 20s or 5m",
                "--slow-delay 0s|--slow-delay 0s is not a length of time, such as 500ms, 20s or 5m",
                "--flap-period 999999h|FLAPPING with a time of PT999999H",
                "--first-address 10.0.0.1|200 agents from 10.0.0.1 do not fit into 127.0.0.0/8",
                "--first-address 127.255.255.200|200 agents from 127.255.255.200 do not fit into 127.0.0.0/8",
                "--first-address localhost|not an IPv4 address: localhost",
                "--port 70000|a port is from 1 to 65535"
            })
    void badOptionsAreOneLineAndExitCode2(String line, String message) throws Exception {
        int code = SimulatorMain.run(print(out), print(err), line.trim().split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(text(err)).isEqualTo("simulator: " + message + " (--help lists the options)\n");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        assertThat(SimulatorMain.run(print(out), print(err), "--help")).isZero();
        assertThat(text(out)).contains("--first-address", "--wrong-community", "--loss 20%");
    }

    @Test
    void optionsMakeALayout() throws Exception {
        SimulatorOptions options = SimulatorOptions.parse(
                "--agents=1000", "--dead", "3%", "--slow", "7", "--slow-delay", "250ms", "--verbose", "--threads", "2");

        assertThat(options.verbose()).isTrue();
        assertThat(options.layout().threads()).isEqualTo(2);
        assertThat(options.layout().behaviours())
                .filteredOn(Behaviour.DEAD::equals)
                .hasSize(30);
        assertThat(options.layout().behaviours())
                .filteredOn(Behaviour.slow(Duration.ofMillis(250))::equals)
                .hasSize(7);
        assertThat(SimulatorMain.summary(options.layout()))
                .isEqualTo("1000 agents at 127.20.0.1 to 127.20.3.238, UDP port 16100, 30 dead, 7 slow");
    }

    @Test
    void anAddressInUseIsOneLineAndExitCode1() throws Exception {
        FarmLayout layout = FreePort.layout(1);
        try (AgentFarm there = AgentFarm.start(layout)) {
            int code = SimulatorMain.run(
                    print(out),
                    print(err),
                    "--agents=1",
                    "--first-address",
                    layout.firstAddress(),
                    "--port",
                    "" + layout.port());

            assertThat(code).isEqualTo(1);
            assertThat(text(err))
                    .startsWith("simulator: /127.30.0.1:" + there.layout().port());
        }
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
