import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiWriter;

/**
 * Reads the NIfTI files of a folder and writes each twice, so that check_written_nifti.py can compare what nibabel reads
 * from them: as NAME with the file's own header, and as new-NAME with a header made from shape, type, affine and scaling.
 *
 * java -cp CLASSPATH scripts/reference/RewriteNifti.java FROM TO
 */
public class RewriteNifti {

	public static void main(String[] args) throws Exception {
		List<Path> files;
		try (Stream<Path> listed = Files.list(Path.of(args[0]))) {
			files = listed.filter(file -> file.toString().matches(".*\\.nii(\\.gz)?")).sorted().toList();
		}
		for (Path file : files) {
			NiftiImage image = NiftiReader.read(file);
			NiftiHeader old = image.header();
			NiftiHeader made = NiftiHeader.of(old.type(), old.shape(), old.affine()).withDescription("synthetic phantom")
				.withScaling(old.scaling().slope(), old.scaling().inter());
			NiftiWriter.write(Path.of(args[1], file.getFileName().toString()), old, image.stored());
			NiftiWriter.write(Path.of(args[1], "new-" + file.getFileName()), made, image.stored());
		}
		System.out.println(files.size() + " files read, " + 2 * files.size() + " written");
	}
}
