package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private static final String LONG = "0123456789ä".repeat(5000);

    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private HttpConnection connection;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/whole", exchange -> answer(exchange, 200, LONG, false));
        server.createContext("/chunks", exchange -> answer(exchange, 200, LONG, true));
        server.createContext("/missing", exchange -> answer(exchange, 404, "none", false));
        server.createContext("/last", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 200, "bye", false);
        });
        server.createContext("/echo", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            answer(exchange, 201, exchange.getRequestHeaders().getFirst("Authorization") + " " + body, false);
        });
        server.start();
        connection = new HttpConnection(server.getAddress().getPort(), "Token t");
    }

    @AfterEach
    void stop() {
        connection.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange, int status, String text, boolean chunked) throws IOException {
        clientPorts.add(exchange.getRemoteAddress().getPort());
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, chunked ? 0 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Test
    void readsAnswersOfKnownLengthAndChunksOverOneConnection() throws IOException {
        assertThat(connection.get("/whole").text()).isEqualTo(LONG);
        assertThat(connection.get("/chunks").text()).isEqualTo(LONG);
        assertThat(connection.get("/missing")).isEqualTo(new HttpConnection.Answer(404, "none"));
        assertThat(connection.get("/whole").status()).isEqualTo(200);
        assertThat(clientPorts).hasSize(1);
    }

    @Test
    void sendsABodyAndWhoItIs() throws IOException {
        HttpConnection.Answer answer = connection.post("/echo", "{\"name\":\"Zürich\"}");
        assertThat(answer).isEqualTo(new HttpConnection.Answer(201, "Token t {\"name\":\"Zürich\"}"));
    }

    @Test
    void connectsAnewWhenTheServerClosed() throws IOException {
        assertThat(connection.get("/last").text()).isEqualTo("bye");
        assertThat(connection.get("/last").text()).isEqualTo("bye");
        assertThat(clientPorts).hasSize(2);
    }

    @Test
    void aServerThatIsNotThereIsAFailure() {
        server.stop(0);
        assertThatThrownBy(() -> connection.get("/whole")).isInstanceOf(IOException.class);
    }
}
