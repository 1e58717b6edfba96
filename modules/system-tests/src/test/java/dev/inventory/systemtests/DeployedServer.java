package dev.inventory.systemtests;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Server} that Arquillian deployed: one for all classes of a run, on the run's database, undeployed
 * at its end.
 */
final class DeployedServer implements ParameterResolver {

    private static final String NAME = "deployed";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(DeployedServer.class))
                .getOrComputeIfAbsent(Deployed.class, type -> new Deployed(), Deployed.class)
                .server;
    }

    /** What Arquillian is asked to deploy, and what it tells about it. */
    static final class BuiltWar {

        @ArquillianResource
        URL url;

        @Deployment(testable = false)
        static WebArchive war() {
            return ShrinkWrap.create(ZipImporter.class, "inventory.war")
                    .importFrom(Paths.WAR.toFile())
                    .as(WebArchive.class);
        }

        void anyTest() {
            // Arquillian fills the fields of an instance before one of its methods.
        }
    }

    /** Closed by JUnit after the last class. */
    private static final class Deployed implements AutoCloseable {

        private final TestRunnerAdaptor arquillian;
        private final Server server;

        Deployed() {
            Path data = Paths.fresh(NAME);
            configure(data);
            arquillian = TestRunnerAdaptorBuilder.build();
            try {
                arquillian.beforeSuite();
                arquillian.beforeClass(BuiltWar.class, LifecycleMethodExecutor.NO_OP);
                BuiltWar war = new BuiltWar();
                Method anyTest = BuiltWar.class.getDeclaredMethod("anyTest");
                arquillian.before(war, anyTest, LifecycleMethodExecutor.NO_OP);
                server = new Server(URI.create("http://127.0.0.1:" + war.url.getPort()), data.resolve("data"), NAME);
            } catch (Exception e) {
                throw new IllegalStateException("The WAR was not deployed; see the log in " + data, e);
            }
            Patience.await("ready; the log is in " + data)
                    .until(() -> Api.anonymous(server.base()).ready());
        }

        /** For the placeholders of arquillian.xml. */
        private static void configure(Path directory) {
            Map<String, String> settings =
                    new LinkedHashMap<>(TestDatabase.current().create(NAME));
            settings.put("inventory.data.dir", directory.resolve("data").toString());
            settings.put("inventory.admin.password", Api.ADMIN_PASSWORD);
            settings.put("inventory.poll.flush", "1s");
            settings.put("inventory.poll.max-backoff", "5s");
            // Wrong passwords are part of the tests; that they are slowed down is not part of these.
            settings.put("inventory.login.address.failures", "0");
            String jvm = settings.entrySet().stream()
                    .map(entry -> "-D" + entry.getKey() + "=" + escaped(entry.getValue()))
                    .collect(Collectors.joining(" "));
            System.setProperty("inventory.test.micro-jar", Paths.PAYARA_MICRO.toString());
            System.setProperty("inventory.test.jvm-options", "-Xmx768m " + jvm);
            System.setProperty(
                    "inventory.test.micro-options",
                    "--nohazelcast --disablephonehome --contextroot / --prebootcommandfile "
                            + escaped(Paths.PRE_BOOT.toString()) + " --logtofile "
                            + escaped(directory.resolve("server.log").toString()));
        }

        private static String escaped(String option) {
            return option.replace(" ", "\\ ");
        }

        @Override
        public void close() throws Exception {
            arquillian.afterClass(BuiltWar.class, LifecycleMethodExecutor.NO_OP);
            arquillian.afterSuite();
            arquillian.shutdown();
        }
    }
}
