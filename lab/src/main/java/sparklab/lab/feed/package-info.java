/**
 * The sources that lab run and the notebooks start where nobody else serves them: text, weather, a
 * topic. How data is made is in sparklab.data; here is only when and with what it is started.
 */
package sparklab.lab.feed;
