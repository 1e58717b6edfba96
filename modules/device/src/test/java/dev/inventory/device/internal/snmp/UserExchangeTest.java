package dev.inventory.device.internal.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.device.internal.snmp.SnmpCredentials.User;
import dev.inventory.platform.lifecycle.Started;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Version 3 against agents of this process, over real UDP. */
class UserExchangeTest {

    private static final User USER = user("inventory", AuthProtocol.SHA256, PrivProtocol.AES);

    private static SnmpSession session;

    @BeforeAll
    static void start() {
        session = new SnmpSession();
        session.open(new Started());
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static User user(String name, AuthProtocol auth, PrivProtocol priv) {
        return new User(
                name,
                auth,
                auth == AuthProtocol.NONE ? "" : "maple-syrup-1",
                priv,
                priv == PrivProtocol.NONE ? "" : "birch-syrup-2",
                "");
    }

    private static SnmpReply ask(InetSocketAddress address, User user) throws Exception {
        CompletableFuture<SnmpReply> reply = new CompletableFuture<>();
        session.get(new SnmpAgent(address, user, 500, 1), SystemGroup.SIGN_OF_LIFE, 1, reply::complete);
        return reply.get(20, TimeUnit.SECONDS);
    }

    private static SnmpReply.Answer answer(InetSocketAddress address, User user) throws Exception {
        SnmpReply reply = ask(address, user);
        assertThat(reply).isInstanceOf(SnmpReply.Answer.class);
        return (SnmpReply.Answer) reply;
    }

    static List<User> everyPair() {
        List<User> users = new ArrayList<>(List.of(user("nobody", AuthProtocol.NONE, PrivProtocol.NONE)));
        for (AuthProtocol auth : AuthProtocol.values()) {
            for (PrivProtocol priv : PrivProtocol.values()) {
                if (auth != AuthProtocol.NONE) {
                    users.add(user(auth.word() + "-" + priv.word(), auth, priv));
                }
            }
        }
        return users;
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void anAgentIsAskedAtTheLevelOfItsUser(User user) throws Exception {
        try (UserAgent agent = new UserAgent(UserAgent.freeAddress("127.0.0.1"), UserAgent.engine(1), 3, user)) {
            SnmpReply.Answer answer = answer(agent.address, user);

            assertThat(UserAgent.level(answer)).isEqualTo(UserAgent.level(user));
            assertThat(answer.engineId()).contains("8000000000000000000000" + "01");
            if (user.auth() != AuthProtocol.NONE) {
                assertThat(answer.clock()).get().extracting(EngineClock::boots).isEqualTo(3);
            }
        }
    }

    @Test
    void twoAgentsMayHaveAUserOfTheSameName() throws Exception {
        User other = new User(USER.name(), AuthProtocol.MD5, "something-else", PrivProtocol.DES, "quite-another", "");
        try (UserAgent one = new UserAgent(UserAgent.freeAddress("127.0.0.2"), UserAgent.engine(2), 1, USER);
                UserAgent two = new UserAgent(UserAgent.freeAddress("127.0.0.3"), UserAgent.engine(3), 1, other)) {
            answer(one.address, USER);
            answer(two.address, other);
            answer(one.address, USER);
        }
    }

    @Test
    void whatTheAgentReportsIsSaid() throws Exception {
        try (UserAgent agent = new UserAgent(
                UserAgent.freeAddress("127.0.0.4"),
                UserAgent.engine(4),
                1,
                USER,
                user("a", AuthProtocol.SHA, PrivProtocol.NONE))) {
            assertThat(ask(
                            agent.address,
                            new User("inventory", USER.auth(), "not-the-passphrase", USER.priv(), USER.privKey(), "")))
                    .isEqualTo(new SnmpReply.AuthenticationFailed("Authentication failed: wrong digest"));
            assertThat(ask(agent.address, user("stranger", AuthProtocol.SHA, PrivProtocol.NONE)))
                    .isEqualTo(new SnmpReply.AuthenticationFailed("Authentication failed: unknown user"));
            assertThat(ask(agent.address, user("a", AuthProtocol.SHA, PrivProtocol.AES)))
                    .isEqualTo(new SnmpReply.AuthenticationFailed("Authentication failed: unsupported security level"));
            assertThat(ask(
                            agent.address,
                            new User("inventory", USER.auth(), USER.authKey(), USER.priv(), "not-the-key", "")))
                    .isInstanceOf(SnmpReply.AuthenticationFailed.class);
        }
    }

    @Test
    void anEngineThatWasReplacedIsFoundOutAnew() throws Exception {
        InetSocketAddress address = UserAgent.freeAddress("127.0.0.5");
        try (UserAgent before = new UserAgent(address, UserAgent.engine(5), 7, USER)) {
            answer(before.address, USER);
        }
        try (UserAgent after = new UserAgent(address, UserAgent.engine(6), 1, USER)) {
            assertThat(answer(after.address, USER).engineId()).get().asString().endsWith("06");
        }
        try (UserAgent stranger = new UserAgent(address, UserAgent.engine(7), 1)) {
            for (String poll : List.of("the first one", "the one that decides")) {
                assertThat(ask(stranger.address, USER))
                        .as(poll)
                        .isEqualTo(new SnmpReply.AuthenticationFailed(
                                "Engine changed. Authentication failed: unknown user"));
            }
        }
        try (UserAgent known = new UserAgent(address, UserAgent.engine(7), 1, USER)) {
            assertThat(answer(known.address, USER).engineId()).get().asString().endsWith("07");
        }
    }

    @Test
    void anEngineThatLostItsCountOfBootsIsAskedByItsNewTime() throws Exception {
        InetSocketAddress address = UserAgent.freeAddress("127.0.0.6");
        try (UserAgent before = new UserAgent(address, UserAgent.engine(8), 7, USER)) {
            answer(before.address, USER);
        }
        try (UserAgent after = new UserAgent(address, UserAgent.engine(8), 1, USER)) {
            assertThat(answer(after.address, USER).clock())
                    .get()
                    .extracting(EngineClock::boots)
                    .isEqualTo(1);
        }
    }

    @Test
    void aKnownEngineIsAskedWithoutDiscovery() throws Exception {
        try (UserAgent agent = new UserAgent(UserAgent.freeAddress("127.0.0.7"), UserAgent.engine(9), 1, USER)) {
            session.rememberEngine(new SnmpAgent(agent.address, USER, 500, 1), "800000000000000000000009");
            answer(agent.address, USER);
            assertThat(agent.asked).hasValue(1);
        }
    }

    @Test
    void nobodyThereIsATimeout() throws Exception {
        assertThat(ask(UserAgent.freeAddress("127.0.0.8"), USER)).isInstanceOf(SnmpReply.Timeout.class);
    }

    @Test
    void credentialsShowNoSecret() throws IOException {
        assertThat(new SnmpAgent(UserAgent.freeAddress("127.0.0.9"), USER, 500, 1).toString())
                .contains("inventory")
                .doesNotContain("maple")
                .doesNotContain("birch");
        assertThat(new SnmpCredentials.Community(false, "maple").toString()).doesNotContain("maple");
    }
}
