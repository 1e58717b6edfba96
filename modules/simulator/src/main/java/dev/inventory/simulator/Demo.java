package dev.inventory.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the inventory server with a simulated network, and registers that network at the first start. Ends with the
 * server's exit code, or with 2 for a bad option and 1 when it cannot start.
 */
public final class Demo {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final long READY_MILLIS = 500;

    private final DemoOptions options;
    private final DemoNetwork network;
    private final AdminPassword admin;
    private final InventoryClient inventory;
    private final DemoRegistration registration;

    private Demo(DemoOptions options, DemoNetwork network) {
        this.options = options;
        this.network = network;
        admin = new AdminPassword(options.data(), System.getenv());
        inventory = new InventoryClient(URI.create("http://127.0.0.1:" + options.httpPort()));
        registration = new DemoRegistration(inventory, options.data());
    }

    public static void main(String[] arguments) throws InterruptedException {
        int code;
        try {
            DemoOptions options = DemoOptions.parse(System.getenv(), arguments);
            code = new Demo(options, DemoNetwork.start(options.devices(), options.snmpPort())).run();
        } catch (BadOption bad) {
            System.err.println("demo: " + bad.getMessage() + ". Usage: demo " + DemoOptions.USAGE);
            code = 2;
        } catch (IOException failed) {
            System.err.println("demo: " + failed.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private int run() throws IOException, InterruptedException {
        if (inventory.ready()) {
            throw new IOException("another server answers at port " + options.httpPort() + " already");
        }
        Optional<String> password = admin.find();
        ServerProcess server = ServerProcess.start(options.jar(), options.serverArguments(), admin.forServer(password));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.stop(GRACE);
                            network.close();
                        },
                        "ending"));
        var registering = new Thread(() -> present(server, password), "registering");
        registering.setDaemon(true);
        registering.start();
        return server.await();
    }

    /** Registers the network as soon as the server is ready, and says in one line what came of it. */
    private void present(ServerProcess server, Optional<String> password) {
        try {
            while (!inventory.ready()) {
                if (!server.runs()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(READY_MILLIS);
            }
            if (!registration.done()) {
                registration.register(network.devices(), password);
            }
            System.out.println(invitation());
        } catch (DemoFailure | IOException failed) {
            System.err.println("demo: the demo network could not be registered: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String invitation() {
        Agent free = network.unregistered();
        return "demo: http://127.0.0.1:" + options.httpPort() + " polls " + options.devices()
                + " simulated devices; sign in as admin with the password " + admin.whereabouts()
                + ", or GET /api/v1/inventory_device/?status=0. Not registered yet: "
                + free.address().getAddress().getHostAddress() + " port "
                + free.address().getPort() + ", community public, serial number " + free.serial() + ".";
    }
}
