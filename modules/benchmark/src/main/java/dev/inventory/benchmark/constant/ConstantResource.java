package dev.inventory.benchmark.constant;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers what it has in memory: as many octets as the path says. */
@Path("constant")
public class ConstantResource {

    private static final int MOST = 1 << 20;

    private static final Map<Integer, byte[]> ANSWERS = new ConcurrentHashMap<>();

    @GET
    @Path("{octets: \\d{1,7}}")
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] read(@PathParam("octets") int octets) {
        return ANSWERS.computeIfAbsent(Math.min(octets, MOST), ConstantResource::text);
    }

    /** A JSON string of so many octets, its quotes among them. */
    private static byte[] text(int octets) {
        byte[] text = new byte[Math.max(octets, 2)];
        Arrays.fill(text, (byte) 'x');
        text[0] = '"';
        text[text.length - 1] = '"';
        return text;
    }
}
